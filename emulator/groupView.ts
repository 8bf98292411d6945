import type { StoredGroup } from "./account.js";
import { periods } from "./insightScores.js";
import { hash } from "./random.js";
import { scoresOf } from "./scores.js";

/** Returns a group as it is answered. */
export const expandGroup = (group: StoredGroup, expand: ReadonlySet<string>, now: number): object => ({
  ...group,
  ...(expand.has("environment") ? { environment: environment(group) } : {}),
  ...(expand.has("scores") ? { scores: scoresOf(group), scoreMetadata: periods(now) } : {}),
});

/** Counts the groups by their overall indicator. */
export const countByIndicator = (groups: readonly StoredGroup[]): Readonly<Record<string, number>> => {
  const counts = { excellent: 0, good: 0, fair: 0, needsAttention: 0, notCalculated: 0, unknown: 0 };
  for (const group of groups) counts[scoresOf(group).overall.indicator] += 1;
  return { ...counts, total: groups.length };
};

interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly sort: string | undefined;
  readonly query: string;
  readonly expand: ReadonlySet<string>;
}

interface Link {
  readonly href: string;
  readonly type: string;
}

/** The links that the API overview gives collections: `next` and `prev` only if there is such a page. */
export const pageLinks = (page: Page, total: number): Readonly<Record<string, Link>> => {
  const { limit, offset } = page;
  const at = (start: number): Link => link({ ...page, offset: start });
  return {
    self: at(offset),
    first: at(0),
    last: at(Math.max(0, Math.ceil(total / limit) - 1) * limit),
    ...(offset + limit < total ? { next: at(offset + limit) } : {}),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
  };
};

const link = ({ limit, offset, sort, query, expand }: Page): Link => {
  const parameters = new URLSearchParams({
    limit: String(limit),
    offset: String(offset),
    ...(sort !== undefined && { sort }),
    ...(query !== "" && { query }),
    ...(expand.size > 0 && { expand: [...expand].join(",") }),
  });
  return { href: `/api/v2/engineering-insights/insights/groups?${parameters.toString()}`, type: "application/json" };
};

/** The environment of an expanded group. Its SDK keys are made up, and named so that a search finds a leak. */
const environment = ({ projectKey, environmentKey }: StoredGroup): object => {
  const id = hash(`${projectKey}/${environmentKey}`).toString(16).padStart(8, "0");
  return {
    _links: {
      self: {
        href: `/api/v2/projects/${encodeURIComponent(projectKey)}/environments/${encodeURIComponent(environmentKey)}`,
        type: "application/json",
      },
    },
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
