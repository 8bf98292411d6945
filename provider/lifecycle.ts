import { pipe } from "fp-ts/function";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { createGroup, deleteGroup, getGroup, patchGroup, type Api } from "./api.js";
import { differences, isIdentity } from "./diff.js";
import { absent, isRefusal, taken, unlike, type ApiError, type Refused } from "./errors.js";
import type { Key } from "./keys.js";
import type { Described, InsightGroup, Inputs } from "./model.js";
import { patch, type Operation } from "./patch.js";

/** One POST. Where it is refused because something is in the way, a GET tells what. */
export const create = (inputs: Inputs): Api<InsightGroup> =>
  pipe(
    createGroup(inputs),
    // LaunchDarkly documents both for a key that exists, and neither means only that.
    RTE.orElse((error) => (isRefusal(error, 409, 400) ? whatIsThere(inputs, error) : RTE.left(error))),
    RTE.flatMapEither(asAsked(inputs)),
  );

/** One GET. Only LaunchDarkly's own 404 means that there is none. */
export const read = (key: Key): Api<O.Option<InsightGroup>> =>
  pipe(
    getGroup(key),
    RTE.flatMapEither((group) => (group.key === key ? E.right(O.some(group)) : E.left(unlike(group, ["key"])))),
    RTE.orElse((error) => (isRefusal(error, 404) ? RTE.right(O.none) : RTE.left(error))),
  );

/** One PATCH with only what changed; none if nothing did. */
export const update = (key: Key, olds: Described, news: Inputs): Api<Described> => {
  const misspelt = differences(olds, news).filter(isIdentity);
  if (misspelt.length > 0) return RTE.left(unlike(olds, misspelt));
  const operations = patch(olds, news);
  if (operations.length === 0) return RTE.right(olds);
  return pipe(
    patchGroup(key, operations),
    RTE.orElse((error) => (isRefusal(error, 422) ? settle(key, news) : RTE.left(error))),
    RTE.mapLeft((error) => (isRefusal(error, 404) ? absent : error)),
    RTE.flatMapEither(asAsked(news, operations)),
  );
};

/** One DELETE. A group that is not there is what was wanted. */
export const remove = (key: Key): Api<void> =>
  pipe(
    deleteGroup(key),
    RTE.map(() => undefined),
    RTE.orElse((error) => (isRefusal(error, 404) ? RTE.right(undefined) : RTE.left(error))),
  );

const whatIsThere = (inputs: Inputs, refusal: Refused): Api<InsightGroup> =>
  pipe(
    getGroup(inputs.key),
    RTE.match(
      (): E.Either<ApiError, InsightGroup> => E.left(refusal),
      (group) => E.left(taken(group, differences(group, inputs))),
    ),
  );

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

/** LaunchDarkly may accept a request and do something else: what it returns is compared with what was asked. */
const asAsked =
  (asked: Inputs, sent: readonly Operation[] = []) =>
  (group: InsightGroup): E.Either<ApiError, InsightGroup> => {
    const unmet = differences(group, asked);
    return unmet.length === 0 ? E.right(group) : E.left(unlike(group, unmet, sent));
  };
