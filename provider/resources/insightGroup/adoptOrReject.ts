import * as E from "fp-ts/Either";
import type { GroupWithServerTime } from "../../api/insightGroups.js";
import { duplicateKey, keyConflict, type ApiErrorResponse } from "../../errors/apiError.js";
import { differences, isIdentity, sameButForSpelling } from "../../model/compareGroups.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import { confirmClaim } from "./confirmClaim.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";

/**
 * Adopts a group only if it is as declared, and was created by this call or, judging by its age, by an interrupted run.
 *
 * @param mayExistSince Local time of the first POST of this call that may have succeeded; undefined if none may have.
 * @param refusal LaunchDarkly's reply to the POST, if the group was found under another spelling of the key.
 */
export const adoptOrReject =
  (
    inputs: InsightGroupInputs,
    found: GroupWithServerTime,
    mayExistSince: number | undefined,
    refusal?: ApiErrorResponse,
  ): ResourceApi<InsightGroup> =>
  (context) =>
  async () => {
    const { group } = found;
    if (context.ownership.isDeclared(group.key)()) return E.left(duplicateKey);
    const differing = differences(group, inputs);
    const origin = originOf(found, mayExistSince, context);
    // LaunchDarkly may normalize what this call sent; `verifyApplied` then reports it.
    const isRespelled = (name: (typeof differing)[number]): boolean =>
      (origin === "this call" || (group.key !== inputs.key && isIdentity(name))) &&
      sameButForSpelling(group[name], inputs[name]);
    // A 400 has many causes.
    const isExplained = origin === "this call" || (origin === "interrupted run" && refusal?.status !== 400);
    if (!isExplained || !differing.every(isRespelled)) return E.left(keyConflict(group, differing, refusal));
    const confirmed = await confirmClaim(inputs.key, group)(context)();
    if (E.isLeft(confirmed)) return confirmed;
    context.warn(adopted(found, origin, differing.length === 0));
    return E.right(group);
  };

type Origin = "this call" | "interrupted run" | undefined;

/** Returns the likely origin of a group by LaunchDarkly's own clock; undefined if the reply has no `Date`. */
export const originOf = (
  { group, serverTime }: GroupWithServerTime,
  mayExistSince: number | undefined,
  { clock, settings: { adoptWithin } }: ResourceContext,
): Origin => {
  if (serverTime === undefined) return undefined;
  const ageMs = Math.abs(serverTime - group.createdAt);
  if (mayExistSince !== undefined && ageMs <= clock.now() - mayExistSince + clockSkewMs) return "this call";
  return adoptWithin > 0 && ageMs <= adoptWithin ? "interrupted run" : undefined;
};

/** Maximum difference between the clocks behind `createdAt` and `Date`. */
const clockSkewMs = 2_000;

const adopted = ({ group, serverTime = 0 }: GroupWithServerTime, origin: Origin, isIdentical: boolean): string =>
  `Insight group "${group.key}" already exists${isIdentical ? " exactly as declared" : ""}: ` +
  (origin === "this call"
    ? "the reply to its creation was lost."
    : `it was created ${(Math.abs(serverTime - group.createdAt) / 1_000).toFixed(0)} s ago, probably by an interrupted run, ` +
      "and is now part of this stack. If it belongs to another stack or to another user, remove it from this stack with " +
      "`pulumi state delete`: otherwise `pulumi destroy` deletes it.");
