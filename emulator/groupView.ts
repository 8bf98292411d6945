import { periods } from "./insightScores.js";
import { linkTo } from "./paging.js";
import { hash } from "./random.js";
import { scoresOf } from "./generateScores.js";
import type { StoredGroup } from "./stored.js";

/** Returns a group as it is answered. */
export const expandGroup = (group: StoredGroup, expand: ReadonlySet<string>, now: number): object => ({
  ...group,
  ...(expand.has("environment") ? { environment: environment(group) } : {}),
  ...(expand.has("scores") ? { scores: scoresOf(group), scoreMetadata: periods(now) } : {}),
});

export const countByIndicator = (groups: readonly StoredGroup[]): Readonly<Record<string, number>> => {
  const counts = { excellent: 0, good: 0, fair: 0, needsAttention: 0, notCalculated: 0, unknown: 0 };
  for (const group of groups) counts[scoresOf(group).overall.indicator] += 1;
  return { ...counts, total: groups.length };
};

/** The SDK keys are made up, and named so that a search finds a leak. */
const environment = ({ projectKey, environmentKey }: StoredGroup): object => {
  const encode = encodeURIComponent;
  const id = hash(`${projectKey}/${environmentKey}`).toString(16).padStart(8, "0");
  return {
    _links: { self: linkTo(`/api/v2/projects/${encode(projectKey)}/environments/${encode(environmentKey)}`) },
    _id: id.repeat(3),
    key: environmentKey,
    name: environmentKey,
    apiKey: `sdk-emulator-${id}`,
    mobileKey: `mob-emulator-${id}`,
    color: "417505",
    defaultTtl: 0,
    secureMode: false,
    defaultTrackEvents: false,
    requireComments: false,
    confirmChanges: false,
    tags: [],
    critical: false,
  };
};
