import * as E from "fp-ts/Either";
import { duplicateKey, notFound, ownershipUnknown } from "../../errors/apiError.js";
import { associationId, type Association } from "../../model/repositoryProject.js";
import { Silence } from "../ownership/siblingProcesses.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";

/**
 * Associates a repository with a project, or takes over their association: LaunchDarkly creates associations itself when
 * it receives a deployment.
 */
export const create = (association: Association): ResourceApi<Association> =>
  withClaim(association, (context) => context.associations.add(association)(context));

/** Takes over an association that must exist. */
export const importAssociation = (association: Association): ResourceApi<Association> =>
  withClaim(association, (context) => async () => {
    const snapshot = await context.associations.load(context)();
    if (E.isLeft(snapshot)) return snapshot;
    const { associations, problem = notFound } = snapshot.right;
    const found = associations.get(associationId(association));
    return found === undefined ? E.left(problem) : E.right({ ...found, isNew: false });
  });

/** Claims the association, and keeps the claim if the association exists. */
const withClaim =
  (
    association: Association,
    make: ResourceApi<{ readonly instance: string | undefined; readonly isNew: boolean }>,
  ): ResourceApi<Association> =>
  (context: ResourceContext) =>
  async () => {
    const { claim, confirm, isDeclared, release } = context.ownership;
    const key = associationId(association);
    if (isDeclared(key)() || !claim(key)()) return E.left(duplicateKey);
    const made = await make(context)();
    const { instance, isNew } = E.isRight(made) ? made.right : {};
    const isOurs = isNew !== undefined && (await confirm(key, { key, instance }, isNew)());
    if (isOurs === true) return E.right(association);
    release(key)();
    if (E.isLeft(made)) return made;
    return E.left(isOurs instanceof Silence ? ownershipUnknown(isOurs.reason) : duplicateKey);
  };
