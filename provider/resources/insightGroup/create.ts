import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { exclusively } from "../../api/groupLoader.js";
import { createGroup, getGroupWithServerTime, type GroupWithServerTime } from "../../api/insightGroups.js";
import {
  createdButUnreadable,
  hasStatus,
  outcomeUnknown,
  type ApiError,
  type ApiErrorResponse,
} from "../../errors/apiError.js";
import { backOff } from "../../http/backoff.js";
import type { Transport } from "../../http/client.js";
import { classifyFailure, mayHaveSucceeded } from "../../http/retryPolicy.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import { Key } from "../../model/keys.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { adoptOrReject, originOf } from "./adoptOrReject.js";
import { verifyApplied } from "./verifyApplied.js";
import { withClaim } from "./withClaim.js";

/**
 * Sends one POST. If its reply is lost, or if the key may exist already, a GET shows what exists before anything else is
 * sent: the group is adopted or rejected, or the POST is sent again. So there is neither an orphan nor a duplicate.
 */
export const create = (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  withClaim(inputs.key, pipe(retryPost(inputs), RTE.flatMapEither(verifyApplied(inputs))));

interface FailedPost {
  readonly error: ApiError;
  /** Local time of the first POST that may have succeeded; undefined if none may have. */
  readonly mayExistSince: number | undefined;
  /** The same for the POSTs since the last GET that found no group: a group that appears after it may be another user's. */
  readonly unsettledSince: number | undefined;
  /** Number of consecutive 409 replies, up to this one. */
  readonly conflicts: number;
}

interface Decision {
  readonly retry: boolean;
  /** The result if there is no retry before the deadline. */
  readonly otherwise: ResourceApi<InsightGroup>;
}

const retryPost =
  (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  (context) =>
  async () => {
    let mayExistSince: number | undefined;
    let unsettledSince: number | undefined;
    let conflicts = 0;
    for (let retries = 0; ; retries++) {
      const { result, sentAt } = await post(inputs, context);
      if (E.isRight(result)) return result;
      const error = result.left;
      if (mayHaveSucceeded(error)) {
        mayExistSince ??= sentAt;
        unsettledSince ??= sentAt;
      }
      conflicts = hasStatus(error, 409) ? conflicts + 1 : 0;
      const decision = await reconcile(inputs, { error, mayExistSince, unsettledSince, conflicts })(context)();
      if (E.isLeft(decision)) return decision;
      if (needsGet(error)) unsettledSince = undefined;
      const { retry, otherwise } = decision.right;
      const isInTime = retry ? await backOff(retries)(context)() : E.right(false);
      if (E.isRight(isInTime) && !isInTime.right) return otherwise(context)();
    }
  };

/** Sends a POST. Also returns when it was sent, which may be after a wait for a rate limit. */
const post = async (inputs: InsightGroupInputs, context: ResourceContext) => {
  const sent: { at?: number } = {};
  const transport: Transport = (request, timeoutMs) => () => {
    sent.at = context.clock.now();
    return context.transport(request, timeoutMs)();
  };
  const result = await exclusively(inputs.key, createGroup(inputs))({ ...context, transport })();
  return { result, sentAt: sent.at };
};

/** Whether the key may exist: LaunchDarkly documents both statuses for that, and each has other meanings. */
const isKeyConflict = (error: ApiError): boolean => classifyFailure(error) === "conflict" || hasStatus(error, 400);

const needsGet = (error: ApiError): boolean => isKeyConflict(error) || mayHaveSucceeded(error);

const reconcile = (inputs: InsightGroupInputs, failed: FailedPost): ResourceApi<Decision> => {
  const { error, mayExistSince, unsettledSince } = failed;
  const late = mayExistSince === undefined ? error : outcomeUnknown(error, next);
  const again: ResourceApi<Decision> = RTE.right({ retry: true, otherwise: RTE.left(late) });
  if (!needsGet(error)) {
    return classifyFailure(error) === "transient" ? again : RTE.left(error);
  }
  return pipe(
    find(inputs.key, inputs, failed),
    RTE.flatMap((found) => {
      if (O.isNone(found)) return hasStatus(error, 400, 409) ? reconcileSpelling(inputs, error, failed) : again;
      return RTE.right({ retry: false, otherwise: adoptOrReject(inputs, found.value, unsettledSince) });
    }),
  );
};

/**
 * Decides about a rejected key that a GET does not find. The group may exist under the key in lower case, as another
 * LaunchDarkly API stores keys. Or a 409 means a concurrent change: then a retry succeeds, and before it only a group
 * that this call created is adopted.
 */
const reconcileSpelling = (
  inputs: InsightGroupInputs,
  refusal: ApiErrorResponse,
  failed: FailedPost,
): ResourceApi<Decision> => {
  const { mayExistSince, conflicts } = failed;
  const mayBeConcurrent = refusal.status === 409 && conflicts <= maxConflicts;
  const rejected: Decision = { retry: mayBeConcurrent, otherwise: RTE.left(refusal) };
  const key = inputs.key.toLowerCase();
  if (key === inputs.key || !Key.is(key)) return RTE.right(rejected);
  return pipe(
    find(key, inputs, failed),
    RTE.flatMapReader((found) => (context: ResourceContext) => {
      if (O.isNone(found)) return rejected;
      const isOurs = originOf(found.value, mayExistSince, context) === "this call";
      return {
        retry: mayBeConcurrent && !isOurs,
        otherwise: adoptOrReject(inputs, found.value, mayExistSince, refusal),
      };
    }),
  );
};

const maxConflicts = 8;

const next = "it finds the group or creates it";

/** Looks for a group. If the GET fails as well, the outcome of the POST is unknown. */
const find = (
  key: Key,
  inputs: InsightGroupInputs,
  { error, mayExistSince }: FailedPost,
): ResourceApi<O.Option<GroupWithServerTime>> =>
  pipe(
    getGroupWithServerTime(key),
    RTE.map(O.some),
    RTE.orElse((failure) => {
      if (hasStatus(failure, 404)) return RTE.right(O.none);
      if (error._tag === "DecodeError") return RTE.left(createdButUnreadable(inputs, error));
      return RTE.left(mayExistSince === undefined ? error : outcomeUnknown(failure, next));
    }),
  );
