import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { adoptOrReject, originOf } from "./adoptOrReject.js";
import { exclusively } from "../../api/groupLoader.js";
import { createGroup, getGroupWithServerTime, type GroupWithServerTime } from "../../api/insightGroups.js";
import { verifyApplied } from "./verifyApplied.js";
import { backOff } from "../../http/backoff.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { withClaim } from "./claiming.js";
import {
  hasStatus,
  createdButUnreadable,
  outcomeUnknown,
  type ApiError,
  type ApiErrorResponse,
} from "../../errors/apiError.js";
import type { Transport } from "../../http/client.js";
import { Key } from "../../model/keys.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import { classifyFailure, mayHaveSucceeded } from "../../http/retryPolicy.js";

/**
 * One POST. If it may have been acted on although no reply says so, or if it is refused because something is in the way, a
 * GET tells what is there before anything else is sent: a lost reply leaves neither an orphan nor a duplicate.
 */
export const create = (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  withClaim(
    inputs.key,
    pipe(post(inputs, { retries: 0, conflicts: 0, actedFrom: undefined }), RTE.flatMapEither(verifyApplied(inputs))),
  );

/** The POSTs of this call so far. */
interface Posts {
  readonly retries: number;
  /** How many were answered 409 in a row although a GET found no group. */
  readonly conflicts: number;
  /** When the first one was sent that may have been acted on, by the local clock; undefined if there is none. */
  readonly actedFrom: number | undefined;
}

const post = (inputs: InsightGroupInputs, before: Posts): ResourceApi<InsightGroup> =>
  pipe(
    createdBy(inputs),
    RTE.orElse(({ error, sentAt }) => {
      const posts = { ...before, actedFrom: before.actedFrom ?? (mayHaveSucceeded(error) ? sentAt : undefined) };
      if (isInTheWay(error) || mayHaveSucceeded(error)) return resolve(inputs, error, posts);
      return classifyFailure(error) === "transient" ? again(inputs, error, posts) : RTE.left(error);
    }),
  );

/** One POST, and when it was sent if it failed: it may have waited for rate limits before. */
const createdBy =
  (
    inputs: InsightGroupInputs,
  ): RTE.ReaderTaskEither<ResourceContext, { readonly error: ApiError; readonly sentAt?: number }, InsightGroup> =>
  (env) =>
  () => {
    let sentAt: number | undefined;
    const transport: Transport = (request, timeout) => () => {
      sentAt = env.clock.now();
      return env.transport(request, timeout)();
    };
    return pipe(
      exclusively(inputs.key, createGroup(inputs))({ ...env, transport }),
      TE.mapLeft((error) => ({ error, ...(sentAt !== undefined && { sentAt }) })),
    )();
  };

/** A key that exists is a 409 or a 400 in LaunchDarkly's documentation, and each of them may mean something else. */
const isInTheWay = (error: ApiError): boolean => classifyFailure(error) === "conflict" || hasStatus(error, 400);

const resolve = (inputs: InsightGroupInputs, error: ApiError, posts: Posts): ResourceApi<InsightGroup> =>
  pipe(
    look(inputs.key, inputs, error, posts),
    RTE.flatMap(
      O.match(
        () =>
          hasStatus(error, 400, 409)
            ? otherSpelling(inputs, error, posts)
            : again(inputs, error, { ...posts, conflicts: 0 }),
        (sighting) => adoptOrReject(inputs, sighting, posts.actedFrom),
      ),
    ),
  );

/** Looks for a group. If that fails, too, what became of the POST is not known. */
const look = (
  key: Key,
  inputs: InsightGroupInputs,
  error: ApiError,
  posts: Posts,
): ResourceApi<O.Option<GroupWithServerTime>> =>
  pipe(
    getGroupWithServerTime(key),
    RTE.map(O.some),
    RTE.orElse((unseen) => {
      if (hasStatus(unseen, 404)) return RTE.right(O.none);
      if (error._tag === "DecodeError") return RTE.left(createdButUnreadable(inputs, error));
      return RTE.left(posts.actedFrom === undefined ? error : outcomeUnknown(unseen));
    }),
  );

/**
 * Something is in the way that a GET of the key does not find. It may be the same key in lower case, as a sister API
 * stores keys. A 409 may also be a race, which is over after some attempts: before that only a group which this very call
 * made is evidence of the spelling.
 */
const otherSpelling = (
  inputs: InsightGroupInputs,
  error: ApiErrorResponse,
  posts: Posts,
): ResourceApi<InsightGroup> => {
  const isRace = error.status === 409 && posts.conflicts < mostConflicts;
  const unlessRace = (last: ResourceApi<InsightGroup>): ResourceApi<InsightGroup> =>
    isRace ? again(inputs, error, { ...posts, conflicts: posts.conflicts + 1 }, last) : last;
  const key = inputs.key.toLowerCase();
  if (key === inputs.key || !Key.is(key)) return unlessRace(RTE.left(error));
  return pipe(
    look(key, inputs, error, posts),
    RTE.flatMap((seen) => (env: ResourceContext) => {
      if (O.isNone(seen)) return unlessRace(RTE.left(error))(env);
      const last = adoptOrReject(inputs, seen.value, posts.actedFrom, error);
      return (originOf(seen.value, posts.actedFrom, env) === "this call" ? last : unlessRace(last))(env);
    }),
  );
};

const mostConflicts = 8;

/** @param late What to do if the deadline comes first. */
const again = (
  inputs: InsightGroupInputs,
  error: ApiError,
  posts: Posts,
  late: ResourceApi<InsightGroup> = RTE.left(posts.actedFrom === undefined ? error : outcomeUnknown(error)),
): ResourceApi<InsightGroup> =>
  pipe(
    backOff(posts.retries),
    RTE.flatMap((inTime) => (inTime ? post(inputs, { ...posts, retries: posts.retries + 1 }) : late)),
  );
