import type { InsightGroupScores, MetricScore } from "../../provider/model/insightScores.js";

export const period = { startTime: 1_700_000_000_000, endTime: 1_702_419_200_000 };
export const lastPeriod = { startTime: 1_697_580_800_000, endTime: 1_700_000_000_000 };

export const metric: MetricScore = { score: 80, indicator: "good", indicatorRange: { min: 60, max: 89 } };

/** Scores with only the required properties, except for the overall score, which has every property. */
export const scores: InsightGroupScores = {
  overall: {
    ...metric,
    aggregateOf: ["velocity", "risk", "efficiency"],
    diffVsLastPeriod: -3,
    lastPeriod: { ...metric, score: 83 },
  },
  deploymentFrequency: metric,
  deploymentFailureRate: metric,
  leadTime: metric,
  impactSize: metric,
  experimentationCoverage: metric,
  flagHealth: metric,
  velocity: metric,
  risk: metric,
  efficiency: metric,
};

/** SDK keys in LaunchDarkly's form. Each occurrence in a result or a message is a leak. */
export const keys = {
  apiKey: "sdk-11111111-2222-3333-4444-555555555555",
  mobileKey: "mob-11111111-2222-3333-4444-555555555555",
};

/** Adds SDK keys and unknown fields to each object of the JSON, at any depth. */
export const withExtraFields = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withExtraFields);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withExtraFields(each)]));
  return {
    environment: keys,
    access: { denied: [], allowed: [keys.apiKey] },
    _links: { self: { href: "/" } },
    ...known,
    beta: keys,
  };
};
