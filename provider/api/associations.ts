import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { associationNotApplied, outcomeUnknown, repositoryNotListed, type ApiError } from "../errors/apiError.js";
import { backOff } from "../http/backoff.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import { classifyFailure, mayHaveSucceeded } from "../http/retryPolicy.js";
import type { Api, HttpContext } from "../http/send.js";
import { associationId, type Association } from "../model/repositoryProject.js";
import { makeSnapshot, type AssociationSnapshot, type ListedAssociation } from "./associationSnapshot.js";
import { deleteAssociation, listRepositories, putAssociations } from "./repositories.js";

/** An association that exists, and whether this call created it. */
export interface Added extends ListedAssociation {
  readonly isNew: boolean;
}

/** The associations of repositories with projects, as the operations of a run share them. */
export interface Associations {
  /** Returns the list that all reads of a run share. */
  readonly load: Api<AssociationSnapshot>;
  /** Reads a new list until it lacks the association, or until the deadline. */
  readonly loadWithout: (association: Association) => Api<AssociationSnapshot>;
  /** Adds an association if it does not exist. */
  readonly add: (association: Association) => Api<Added>;
  readonly remove: (association: Association) => Api<void>;
}

/** Context of the operations on associations. */
export interface AssociationContext extends HttpContext {
  readonly associations: Associations;
}

interface Waiting {
  readonly association: Association;
  readonly context: HttpContext;
  readonly settle: (result: E.Either<ApiError, Added>) => void;
}

/**
 * LaunchDarkly does not document whether a PUT adds to the associations or replaces all of them. So each PUT contains all
 * listed associations and the new ones: nothing is lost in either case, even if the process is killed. Calls of `add`
 * that arrive during a PUT share the next one. No DELETE is in flight at the same time: the PUT would undo it.
 */
export const makeAssociations = (): Associations => {
  let loaded: Promise<E.Either<ApiError, AssociationSnapshot>> | undefined;
  const queue: Waiting[] = [];
  const deletes = new Set<Promise<unknown>>();
  // Changes that this run has made, because a list may be stale.
  const added = new Map<string, ListedAssociation>();
  const removed = new Set<string>();
  let adding: Promise<void> | undefined;

  /** Reads the list, which later reads share. */
  const fetch = async (context: HttpContext): Promise<E.Either<ApiError, AssociationSnapshot>> => {
    const fetched = pipe(listRepositories, RTE.map(makeSnapshot))(context)();
    loaded = fetched;
    const result = await fetched;
    if (E.isLeft(result)) loaded = undefined;
    return result;
  };

  const existing = ({ associations }: AssociationSnapshot): ReadonlyMap<string, ListedAssociation> =>
    new Map([...associations, ...added].filter(([id]) => !removed.has(id)));

  /** Reads the list until it is as expected, or until the deadline: it may lag behind a change. */
  const fetchUntil = async (isExpected: (list: AssociationSnapshot) => boolean, context: HttpContext) => {
    for (let retries = 0; ; retries++) {
      const list = await fetch(context);
      if (E.isLeft(list) || isExpected(list.right)) return list;
      const isInTime = await backOff(retries)(context)();
      if (E.isLeft(isInTime) || !isInTime.right) return list;
    }
  };

  /** Sends one PUT and returns the list after it. */
  const put = async (
    sent: readonly Association[],
    before: AssociationSnapshot,
    context: HttpContext,
  ): Promise<E.Either<ApiError, AssociationSnapshot>> => {
    const others = [...existing(before).values()];
    const result = await putAssociations([...others, ...sent])(context)();
    if (E.isLeft(result) && !mayHaveSucceeded(result.left)) return result;
    const after = await fetchUntil(shows(sent), context);
    if (E.isLeft(after)) return E.left(outcomeUnknown(E.isLeft(result) ? result.left : after.left, next));
    const missing = others.filter((each) => !after.right.associations.has(associationId(each)));
    if (missing.length > 0) context.warn(noLongerListed(missing));
    return after;
  };

  const addAll = async (waiting: readonly Waiting[], context: HttpContext): Promise<void> => {
    const listed = await fetch(context);
    const missing: Waiting[] = [];
    for (const each of waiting) {
      const found = E.isRight(listed) ? existing(listed.right).get(associationId(each.association)) : undefined;
      const refusal = E.isLeft(listed)
        ? listed.left
        : (listed.right.problem ?? unlisted(each.association, listed.right));
      if (found !== undefined) each.settle(E.right({ ...found, isNew: false }));
      else if (refusal !== undefined) each.settle(E.left(refusal));
      else missing.push(each);
    }
    if (E.isLeft(listed) || missing.length === 0) return;
    for (const { association } of missing) removed.delete(associationId(association));
    const sent = missing.map(({ association }) => association);
    const result = await put(sent, listed.right, context);
    // LaunchDarkly may reject all associations because of one.
    if (E.isLeft(result) && missing.length > 1 && classifyFailure(result.left) === "final") {
      for (const each of missing) await addAll([each], withNewDeadline(each.context));
      return;
    }
    for (const { association, settle } of missing) {
      const id = associationId(association);
      const shown = E.isRight(result) ? result.right.associations.get(id) : undefined;
      const failure = E.isLeft(result) ? result.left : associationNotApplied(closest(association, result.right));
      if (shown !== undefined) added.set(id, shown);
      settle(shown === undefined ? E.left(failure) : E.right({ ...shown, isNew: true }));
    }
  };

  const addQueued = async (): Promise<void> => {
    await Promise.allSettled(deletes);
    for (let [first, ...others] = queue.splice(0); first !== undefined; [first, ...others] = queue.splice(0)) {
      await addAll([first, ...others], withNewDeadline(first.context));
    }
  };

  return {
    load: (context) => () => loaded ?? fetch(context),
    loadWithout: (association) => (context) => () =>
      fetchUntil(({ associations }) => !associations.has(associationId(association)), context),

    add: (association) => (context) => () =>
      new Promise((settle) => {
        queue.push({ association, context, settle });
        adding ??= addQueued().finally(() => (adding = undefined));
      }),

    remove: (association) => (context) => async () => {
      while (adding !== undefined) await context.deadline.whileQueued(adding);
      const id = associationId(association);
      removed.add(id);
      added.delete(id);
      loaded = undefined;
      const deleting = deleteAssociation(association)(context)();
      deletes.add(deleting);
      return deleting.finally(() => deletes.delete(deleting));
    },
  };
};

const shows =
  (sent: readonly Association[]) =>
  ({ associations }: AssociationSnapshot): boolean =>
    sent.every((each) => associations.has(associationId(each)));

/** Calls that share a PUT have different deadlines. */
const withNewDeadline = (context: HttpContext): HttpContext => {
  const { clock, settings, deadline } = context;
  return { ...context, deadline: makeOperationDeadline(clock, settings.deadline, deadline.countRequest) };
};

const next = "it finds the association or creates it";

const noLongerListed = (missing: readonly Association[]): string => {
  const [shown, more] = [missing.slice(0, 10).map(associationId), missing.length - 10];
  return (
    "While an association was created, others disappeared from LaunchDarkly's list: " +
    `${shown.join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}. If no other user removed them, add them again.`
  );
};

const unlisted = ({ repositoryKey }: Association, { repositoryKeys }: AssociationSnapshot): ApiError | undefined =>
  repositoryKeys.includes(repositoryKey) ? undefined : repositoryNotListed(repositoryKey, repositoryKeys);

/** Returns the listed projects of the repository: one of them may be the project in another spelling. */
const closest = ({ repositoryKey }: Association, { associations }: AssociationSnapshot): readonly string[] =>
  [...associations.values()].filter((each) => each.repositoryKey === repositoryKey).map(({ projectKey }) => projectKey);
