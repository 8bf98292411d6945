import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { associationNotApplied, associationsReplaced, repositoryNotListed, type ApiError } from "../errors/apiError.js";
import { backOff } from "../http/backoff.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import { classifyFailure, mayHaveSucceeded } from "../http/retryPolicy.js";
import type { Api, HttpContext } from "../http/send.js";
import { associationId, type Association } from "../model/repositoryProject.js";
import { makeSnapshot, replacedBy, type AssociationSnapshot, type ListedAssociation } from "./associationSnapshot.js";
import { deleteAssociation, listRepositories, putAssociations } from "./repositories.js";

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
 * Whether a PUT adds to the associations or replaces them is not documented. So the list is read before and after each PUT: if
 * others are missing, a second PUT restores them, and from then on each PUT contains all associations. Calls of `add` that
 * arrive during a PUT share the next one. No DELETE is in flight at the same time: the list would show its effect as well.
 */
export const makeAssociations = (): Associations => {
  let loaded: Promise<E.Either<ApiError, AssociationSnapshot>> | undefined;
  const queue: Waiting[] = [];
  const deletes = new Set<Promise<unknown>>();
  const removed = new Set<string>();
  let adding: Promise<void> | undefined;
  let replaces = false;

  /** Later reads share this list. */
  const fetch = async (context: HttpContext): Promise<E.Either<ApiError, AssociationSnapshot>> => {
    const fetched = pipe(listRepositories, RTE.map(makeSnapshot))(context)();
    loaded = fetched;
    const result = await fetched;
    if (E.isLeft(result)) loaded = undefined;
    return result;
  };

  /** Returns the list after a PUT, once it shows what was sent: it may be late. */
  const fetchUntilShown = async (sent: readonly Association[], context: HttpContext) => {
    for (let looks = 0; ; looks++) {
      const after = await fetch(context);
      if (E.isLeft(after) || looks === maxLooks) return after;
      if (sent.every((each) => after.right.associations.has(associationId(each)))) return after;
      await backOff(looks)(context)();
    }
  };

  /** Sends one PUT, and returns the list after it, in which nothing that it replaced is missing. */
  const put = async (
    sent: readonly Association[],
    before: AssociationSnapshot,
    context: HttpContext,
  ): Promise<E.Either<ApiError, AssociationSnapshot>> => {
    const result = await putAssociations(replaces ? [...before.associations.values(), ...sent] : sent)(context)();
    if (E.isLeft(result) && !mayHaveSucceeded(result.left)) return result;
    const after = await fetchUntilShown(sent, context);
    if (E.isLeft(after)) return E.isLeft(result) ? result : after;
    const replaced = replacedBy(sent, before, after.right, removed);
    if (replaced.length === 0) return E.isLeft(result) && !shows(after.right, sent) ? result : after;
    replaces = true;
    const all = [...after.right.associations.values(), ...replaced, ...sent];
    const restored = await putAssociations(all)(context)();
    const last = await fetchUntilShown(all, context);
    const lost = E.isRight(last) ? replaced.filter((each) => !shows(last.right, [each])) : replaced;
    if (lost.length > 0) return E.left(associationsReplaced(lost, E.isLeft(restored) ? restored.left : undefined));
    context.warn(
      "LaunchDarkly removed other associations of repositories with projects when it received a new one, and the provider " +
        `has restored them: ${replaced.map(associationId).join(", ")}.`,
    );
    return last;
  };

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

const maxLooks = 5;

const shows = ({ associations }: AssociationSnapshot, sent: readonly Association[]): boolean =>
  sent.every((each) => associations.has(associationId(each)));

const unlisted = ({ repositoryKey }: Association, { repositoryKeys }: AssociationSnapshot): ApiError | undefined =>
  repositoryKeys.includes(repositoryKey) ? undefined : repositoryNotListed(repositoryKey, repositoryKeys);

/** Returns the projects of the repository: one of them may be the project in another spelling. */
const closest = ({ repositoryKey }: Association, { associations }: AssociationSnapshot): readonly string[] =>
  [...associations.values()].filter((each) => each.repositoryKey === repositoryKey).map(({ projectKey }) => projectKey);
