import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { associationNotApplied, repositoryNotListed, type ApiError } from "../errors/apiError.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import { classifyFailure } from "../http/retryPolicy.js";
import type { Api, HttpContext } from "../http/send.js";
import { associationId, type Association } from "../model/repositoryProject.js";
import { makeSnapshot, type AssociationSnapshot, type ListedAssociation } from "./associationSnapshot.js";
import { deleteAssociation, listRepositories } from "./repositories.js";
import { makeVerifiedPut } from "./verifiedPut.js";

/** An association that exists, and whether this call has made it. */
export interface Added extends ListedAssociation {
  readonly isNew: boolean;
}

/** The associations of repositories with projects, as the operations of a run share them. */
export interface Associations {
  /** Returns the list of the run: one call for any number of reads. */
  readonly load: Api<AssociationSnapshot>;
  /** Returns a list that is read after this call. */
  readonly reload: Api<AssociationSnapshot>;
  /** Adds an association if it does not exist. */
  readonly add: (association: Association) => Api<Added>;
  readonly remove: (association: Association) => Api<void>;
}

/** What the operations on associations need. */
export interface AssociationContext extends HttpContext {
  readonly associations: Associations;
}

interface Waiting {
  readonly association: Association;
  readonly context: HttpContext;
  readonly settle: (result: E.Either<ApiError, Added>) => void;
}

/**
 * Calls of `add` that arrive during a PUT share the next one. No DELETE is in flight during a PUT and the lists around it, which
 * would show its effect as well.
 */
export const makeAssociations = (): Associations => {
  let loaded: Promise<E.Either<ApiError, AssociationSnapshot>> | undefined;
  const queue: Waiting[] = [];
  const deletes = new Set<Promise<unknown>>();
  const removed = new Set<string>();
  let adding: Promise<void> | undefined;

  /** Later reads share this list. */
  const fetch = async (context: HttpContext): Promise<E.Either<ApiError, AssociationSnapshot>> => {
    const fetched = pipe(listRepositories, RTE.map(makeSnapshot))(context)();
    loaded = fetched;
    const result = await fetched;
    if (E.isLeft(result)) loaded = undefined;
    return result;
  };

  const put = makeVerifiedPut(fetch, removed);

  /** Returns the list that shows the result, if there is one. */
  const addAll = async (
    waiting: readonly Waiting[],
    known: AssociationSnapshot | undefined,
  ): Promise<AssociationSnapshot | undefined> => {
    const [first] = waiting;
    if (first === undefined) return known;
    const { clock, settings, deadline } = first.context;
    const context = {
      ...first.context,
      deadline: makeOperationDeadline(clock, settings.deadline, deadline.countRequest),
    };
    const listed = known === undefined ? await fetch(context) : E.right(known);
    if (E.isLeft(listed)) {
      for (const { settle } of waiting) settle(listed);
      return undefined;
    }
    const before = listed.right;
    const missing: Waiting[] = [];
    for (const each of waiting) {
      const found = before.associations.get(associationId(each.association));
      const refusal = before.problem ?? unlisted(each.association, before);
      if (found !== undefined) each.settle(E.right({ ...found, isNew: false }));
      else if (refusal !== undefined) each.settle(E.left(refusal));
      else missing.push(each);
    }
    if (missing.length === 0) return before;
    for (const { association } of missing) removed.delete(associationId(association));
    const result = await put(
      missing.map(({ association }) => association),
      before,
      context,
    );
    // LaunchDarkly may refuse all because of one.
    if (E.isLeft(result) && missing.length > 1 && classifyFailure(result.left) === "final") {
      let latest: AssociationSnapshot | undefined = before;
      for (const each of missing) latest = await addAll([each], latest);
      return latest;
    }
    for (const { association, settle } of missing) {
      const shown = E.isRight(result) ? result.right.associations.get(associationId(association)) : undefined;
      const failure = E.isLeft(result) ? result.left : associationNotApplied(closest(association, result.right));
      settle(shown === undefined ? E.left(failure) : E.right({ ...shown, isNew: true }));
    }
    return E.isRight(result) ? result.right : undefined;
  };

  const addQueued = async (): Promise<void> => {
    await Promise.allSettled(deletes);
    let latest: AssociationSnapshot | undefined;
    while (queue.length > 0) latest = await addAll(queue.splice(0), latest);
  };

  return {
    load: (context) => () => loaded ?? fetch(context),
    reload: (context) => () => fetch(context),

    add: (association) => (context) => () =>
      new Promise((settle) => {
        queue.push({ association, context, settle });
        adding ??= addQueued().finally(() => (adding = undefined));
      }),

    remove: (association) => (context) => async () => {
      while (adding !== undefined) await context.deadline.whileQueued(adding);
      removed.add(associationId(association));
      loaded = undefined;
      const deleting = deleteAssociation(association)(context)();
      deletes.add(deleting);
      return deleting.finally(() => deletes.delete(deleting));
    },
  };
};

const unlisted = ({ repositoryKey }: Association, { repositoryKeys }: AssociationSnapshot): ApiError | undefined =>
  repositoryKeys.includes(repositoryKey) ? undefined : repositoryNotListed(repositoryKey, repositoryKeys);

/** Returns the projects of the repository: one of them may be the project in another spelling. */
const closest = ({ repositoryKey }: Association, { associations }: AssociationSnapshot): readonly string[] =>
  [...associations.values()].filter((each) => each.repositoryKey === repositoryKey).map(({ projectKey }) => projectKey);
