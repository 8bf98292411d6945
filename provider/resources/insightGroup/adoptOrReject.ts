import * as E from "fp-ts/Either";
import type { GroupWithServerTime } from "../../api/insightGroups.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { differences, isIdentity, sameButForSpelling } from "../../model/compareGroups.js";
import { duplicateKey, keyConflict, type ApiErrorResponse } from "../../errors/apiError.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";

/**
 * Adopts only a group that is exactly as declared, and that a POST of this call or of an interrupted run explains.
 *
 * @param actedFrom When this call sent the first POST that may have been acted on, by the local clock, if it sent one.
 * @param refusal LaunchDarkly's answer to the POST, if it shows the group only under another spelling of the key.
 */
export const adoptOrReject =
  (
    inputs: InsightGroupInputs,
    sighting: GroupWithServerTime,
    actedFrom: number | undefined,
    refusal?: ApiErrorResponse,
  ): ResourceApi<InsightGroup> =>
  (env) =>
  async () => {
    const { group } = sighting;
    if (env.ownership.isKept(group.key)()) return E.left(duplicateKey);
    const differing = differences(group, inputs);
    const isRespelled = (name: (typeof differing)[number]): boolean =>
      group.key !== inputs.key && isIdentity(name) && sameButForSpelling(group[name], inputs[name]);
    const origin = originOf(sighting, actedFrom, env);
    // A 400 is evidence of many things.
    const isExplained = origin === "this call" || (origin === "interrupted run" && refusal?.status !== 400);
    if (!isExplained || !differing.every(isRespelled)) return E.left(keyConflict(group, differing, refusal));
    if (!(await env.ownership.confirm(inputs.key, group)())) return E.left(duplicateKey);
    env.warn(adopted(sighting, origin));
    return E.right(group);
  };

type Origin = "this call" | "interrupted run" | undefined;

/** Compares LaunchDarkly's clock with itself: without a `Date` in the reply nothing is known. */
export const originOf = (
  { group, date }: GroupWithServerTime,
  actedFrom: number | undefined,
  { clock, settings }: ResourceContext,
): Origin => {
  if (date === undefined) return undefined;
  const age = ageOf(group, date);
  if (actedFrom !== undefined && age <= clock.now() - actedFrom + clocksApart) return "this call";
  return settings.adoptWithin > 0 && age <= settings.adoptWithin ? "interrupted run" : undefined;
};

const ageOf = ({ createdAt }: InsightGroup, date: number): number => Math.abs(date - createdAt);

/** How far apart the clocks behind `createdAt` and the `Date` of a reply may be, in milliseconds. */
const clocksApart = 2_000;

const adopted = ({ group, date = 0 }: GroupWithServerTime, origin: Origin): string =>
  `Insight group "${group.key}" was there already, just as declared here` +
  (origin === "this call"
    ? ": the reply to its creation was lost."
    : ` and created ${(ageOf(group, date) / 1_000).toFixed(0)} s ago. It is taken for that of an interrupted run and is now ` +
      "part of this stack: if it belongs to another stack or to a person, remove it here with `pulumi state delete`, " +
      "because a destroy of this stack would delete it.");
