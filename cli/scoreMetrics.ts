import type { InsightGroupScores, MetricScore } from "../provider/model/insightScores.js";

export type Scores = InsightGroupScores;
export type Metric = keyof Scores;

/** The metrics in the order of the table: each is followed by the metrics that it combines. */
export const metrics = [
  "overall",
  "velocity",
  "deploymentFrequency",
  "leadTime",
  "risk",
  "deploymentFailureRate",
  "impactSize",
  "efficiency",
  "experimentationCoverage",
  "flagHealth",
  "creationRatio",
] as const satisfies readonly Metric[];

export const isMetric = (name: string): name is Metric => metrics.some((metric) => metric === name);

/** Whether LaunchDarkly rated the metric: otherwise its score has no meaning. */
export const isRated = ({ indicator }: MetricScore): boolean =>
  indicator !== "notCalculated" && indicator !== "unknown";

/** Returns the indicator on one line, without control characters. */
export const indicatorOf = ({ indicator }: MetricScore): string => indicator.replace(/\p{Cc}+/gu, " ");
