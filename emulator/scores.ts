import { hash, random } from "./random.js";
import type { StoredGroup } from "./stored.js";

type Indicator = "excellent" | "good" | "fair" | "needsAttention" | "notCalculated";

export interface MetricScore {
  readonly score: number;
  readonly indicator: Indicator;
  readonly indicatorRange: { readonly min: number; readonly max: number };
  readonly aggregateOf?: readonly string[];
  readonly diffVsLastPeriod?: number;
  readonly lastPeriod?: MetricScore;
}

/** A score of 0 to 100; undefined if there was nothing to measure. */
type Score = number | undefined;

/** LaunchDarkly's InsightGroupScores: all but the last are always present. */
export interface Scores {
  readonly overall: MetricScore;
  readonly deploymentFrequency: MetricScore;
  readonly deploymentFailureRate: MetricScore;
  readonly leadTime: MetricScore;
  readonly impactSize: MetricScore;
  readonly experimentationCoverage: MetricScore;
  readonly flagHealth: MetricScore;
  readonly velocity: MetricScore;
  readonly risk: MetricScore;
  readonly efficiency: MetricScore;
  readonly creationRatio?: MetricScore;
}

type Measured = Pick<StoredGroup, "projectKey" | "environmentKey" | "applicationKeys">;

/** Makes up scores: the same ones for the same project, environment and applications in any order. */
export const scoresOf = ({ projectKey, environmentKey, applicationKeys }: Measured): Scores => {
  const next = random(hash(JSON.stringify([projectKey, environmentKey, [...(applicationKeys ?? [])].sort()])));
  const now = measure(next);
  const last = measure(next);
  const score = (name: keyof Scores, aggregateOf?: readonly (keyof Scores)[]): MetricScore =>
    metric(now[name], last[name], aggregateOf);
  return {
    overall: score("overall", ["velocity", "risk", "efficiency"]),
    deploymentFrequency: score("deploymentFrequency"),
    deploymentFailureRate: score("deploymentFailureRate"),
    leadTime: score("leadTime"),
    impactSize: score("impactSize"),
    experimentationCoverage: score("experimentationCoverage"),
    flagHealth: score("flagHealth"),
    velocity: score("velocity", ["deploymentFrequency", "leadTime"]),
    risk: score("risk", ["deploymentFailureRate", "impactSize"]),
    efficiency: score("efficiency", ["experimentationCoverage", "flagHealth"]),
    ...(now.creationRatio === undefined ? {} : { creationRatio: score("creationRatio") }),
  };
};

/** A metric of this period, compared with the last one. */
const metric = (score: Score, last: Score, aggregateOf?: readonly string[]): MetricScore => ({
  ...rated(score),
  ...(aggregateOf === undefined ? {} : { aggregateOf }),
  ...(score === undefined || last === undefined ? {} : { diffVsLastPeriod: score - last }),
  lastPeriod: rated(last),
});

/** LaunchDarkly's documentation names these ranges for project metrics. */
const rated = (score: Score): MetricScore => {
  if (score === undefined) return { score: 0, indicator: "notCalculated", indicatorRange: { min: 0, max: 0 } };
  if (score >= 90) return { score, indicator: "excellent", indicatorRange: { min: 90, max: 100 } };
  if (score >= 70) return { score, indicator: "good", indicatorRange: { min: 70, max: 89 } };
  if (score >= 40) return { score, indicator: "fair", indicatorRange: { min: 40, max: 69 } };
  return { score, indicator: "needsAttention", indicatorRange: { min: 0, max: 39 } };
};

/** Measures one period. About one metric in eight cannot be measured. */
const measure = (next: () => number): Readonly<Record<keyof Scores, Score>> => {
  const one = (): Score => (next() < 0.125 ? undefined : Math.floor(next() * 101));
  const measured = {
    deploymentFrequency: one(),
    deploymentFailureRate: one(),
    leadTime: one(),
    impactSize: one(),
    experimentationCoverage: one(),
    flagHealth: one(),
    creationRatio: one(),
  };
  const velocity = mean(measured.deploymentFrequency, measured.leadTime);
  const risk = mean(measured.deploymentFailureRate, measured.impactSize);
  const efficiency = mean(measured.experimentationCoverage, measured.flagHealth);
  return { ...measured, velocity, risk, efficiency, overall: mean(velocity, risk, efficiency) };
};

const mean = (...scores: readonly Score[]): Score => {
  const measured = scores.filter((score) => score !== undefined);
  return measured.length === 0
    ? undefined
    : Math.round(measured.reduce((sum, score) => sum + score, 0) / measured.length);
};
