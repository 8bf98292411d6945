import type { StoredGroup } from "./account.js";
import { metric, type MetricScore, type Score } from "./metric.js";
import { hash, random } from "./random.js";

/** LaunchDarkly's InsightGroupScores: all but the last are always there. */
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

/** Made-up scores: the same ones for the same project, environment and applications, whatever their order. */
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

/** One period. About one metric in eight could not be measured. */
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
