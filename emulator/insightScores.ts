import { unknownPlace } from "./behaviour.js";
import { invalidQuery, takeQuery } from "./endpoint.js";
import { commaList, text } from "./fields.js";
import { json } from "./httpResponse.js";
import { scoresOf } from "./generateScores.js";

export const getScores = takeQuery(
  { projectKey: text, environmentKey: text, applicationKey: commaList },
  ({ behaviour }, { query: { applicationKey, ...place }, now }) => {
    // LaunchDarkly documents no 404 here, so a project that does not exist is an invalid parameter.
    const unknown = unknownPlace(behaviour, place);
    if (unknown !== undefined) return [invalidQuery([unknown])];
    return [json(200, { ...periods(now), scores: scoresOf({ ...place, applicationKeys: applicationKey ?? null }) })];
  },
);

interface Period {
  /** Epoch milliseconds. */
  readonly startTime: number;
  readonly endTime: number;
}

const day = 86_400_000;
const length = 28 * day;

/** The four weeks up to the last midnight (UTC), and the four weeks before. */
export const periods = (now: number): { readonly period: Period; readonly lastPeriod: Period } => {
  const end = now - (now % day);
  return {
    period: { startTime: end - length, endTime: end },
    lastPeriod: { startTime: end - 2 * length, endTime: end - length },
  };
};
