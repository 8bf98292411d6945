import { constVoid, pipe } from "fp-ts/function";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { deleteGroup, getGroup, patchGroup } from "./api.js";
import { asAsked } from "./asAsked.js";
import type { Api } from "./attempts.js";
import { differences, isIdentity } from "./diff.js";
import { absent, isRefusal, unlike, type ApiError } from "./errors.js";
import type { Key } from "./keys.js";
import type { Described, InsightGroup, Inputs } from "./model.js";
import { patch } from "./patch.js";

export { create } from "./create.js";
export { importGroup } from "./import.js";

/** One GET at most; many reads share pages of the list. Only LaunchDarkly's own 404 to a GET means that there is none. */
export const read = (key: Key): Api<O.Option<InsightGroup>> =>
  pipe(
    find(key),
    RTE.flatMapEither((group) => (group.key === key ? E.right(O.some(group)) : E.left(unlike(group, ["key"])))),
    RTE.orElse((error) => (isRefusal(error, 404) ? RTE.right(O.none) : RTE.left(error))),
  );

const find =
  (key: Key): Api<InsightGroup> =>
  (env) =>
    env.reads.find(key)(env);

/** One PATCH with only what changed; none if nothing did. */
export const update = (key: Key, olds: Described, news: Inputs): Api<Described> => {
  const misspelt = differences(olds, news).filter(isIdentity);
  if (misspelt.length > 0) return RTE.left(unlike(olds, misspelt));
  const operations = patch(olds, news);
  // State without createdAt is of a creation that could not be confirmed.
  if (operations.length === 0) return olds.createdAt === undefined ? getGroup(key) : RTE.right(olds);
  return pipe(
    patchGroup(key, operations),
    RTE.orElse((error) => (isRefusal(error, 422) ? settle(key, news) : RTE.left(error))),
    RTE.mapLeft((error) => (isRefusal(error, 404) ? absent : error)),
    RTE.flatMapEither(asAsked(news, operations)),
  );
};

/**
 * One DELETE. A group that is not there is what was wanted.
 *
 * None for a group that this run has created or adopted: to rename a resource in the program is, for the engine, to
 * create the new one, which finds its group already there, and then to delete the old one, which is the same group.
 */
export const remove =
  (key: Key, { createdAt }: Described = {}): Api<void> =>
  (env) => {
    const isAdopted = createdAt !== undefined && env.adopted.has({ key, createdAt });
    if (!env.ours.has(key) && !isAdopted) {
      env.declared.delete(key);
      env.deleted.add(key);
      return pipe(deleteGroup(key), RTE.map(constVoid), RTE.orElse(unlessGone))(env);
    }
    env.warn(
      `Insight group "${key}" is not deleted: this run has made it part of the stack under another name. ` +
        "A resource that is renamed in the program needs its old name in `aliases`.",
    );
    return TE.right(undefined);
  };

const unlessGone = (error: ApiError): Api<void> => (isRefusal(error, 404) ? RTE.right(undefined) : RTE.left(error));

/** A refused patch may have been right for a group that has changed since: one more, made for what is really there. */
const settle = (key: Key, news: Inputs): Api<InsightGroup> =>
  pipe(
    getGroup(key),
    RTE.flatMap((group) => {
      const operations = patch(group, news);
      if (operations.length === 0) return RTE.right(group);
      return pipe(
        patchGroup(key, operations),
        RTE.orElse((error) =>
          RTE.left(isRefusal(error, 422) ? unlike(group, differences(group, news), operations, error) : error),
        ),
      );
    }),
  );
