import { mean } from "./numbers.js";
import { hash, random } from "./random.js";
import type { StoredGroup } from "./stored.js";

interface Rating {
  readonly score: number;
  readonly indicator: "excellent" | "good" | "fair" | "needsAttention" | "notCalculated";
  readonly indicatorRange: { readonly min: number; readonly max: number };
}

interface MetricScore extends Rating {
  readonly aggregateOf?: readonly string[];
  readonly diffVsLastPeriod?: number;
  readonly lastPeriod: Rating;
}

/** The metrics of LaunchDarkly's InsightGroupScores, and the metrics that each averages. */
const metrics = {
  overall: ["velocity", "risk", "efficiency"],
  deploymentFrequency: undefined,
  deploymentFailureRate: undefined,
  leadTime: undefined,
  impactSize: undefined,
  experimentationCoverage: undefined,
  flagHealth: undefined,
  velocity: ["deploymentFrequency", "leadTime"],
  risk: ["deploymentFailureRate", "impactSize"],
  efficiency: ["experimentationCoverage", "flagHealth"],
  creationRatio: undefined,
} as const;

type Metric = keyof typeof metrics;

/** All but the creation ratio are always present. */
export type Scores = Readonly<Record<Exclude<Metric, "creationRatio">, MetricScore>> & {
  readonly creationRatio?: MetricScore;
};

/** Makes up scores: the same ones for the same project, environment and applications in any order. */
export const scoresOf = ({
  projectKey,
  environmentKey,
  applicationKeys,
}: Pick<StoredGroup, "projectKey" | "environmentKey" | "applicationKeys">): Scores => {
  const next = random(hash(JSON.stringify([projectKey, environmentKey, [...(applicationKeys ?? [])].sort()])));
  const [now, last] = [measure(next), measure(next)];
  const scores = Object.entries(metrics).flatMap(([name, aggregateOf]) => {
    const [score, lastScore] = [now.get(name), last.get(name)];
    if (name === "creationRatio" && score === undefined) return [];
    const diff = score === undefined || lastScore === undefined ? {} : { diffVsLastPeriod: score - lastScore };
    return [[name, { ...rate(score), ...(aggregateOf && { aggregateOf }), ...diff, lastPeriod: rate(lastScore) }]];
  });
  return Object.fromEntries(scores) as Scores; // every metric has its entry
};

/** Measures one period. About one metric in eight cannot be measured and has no score. */
const measure = (next: () => number): ReadonlyMap<string, number> => {
  const scores = new Map<string, number>();
  for (const [name, aggregateOf] of Object.entries(metrics)) {
    if (aggregateOf === undefined && next() >= 0.125) scores.set(name, Math.floor(next() * 101));
  }
  for (const name of ["velocity", "risk", "efficiency", "overall"] as const) {
    const measured = metrics[name].flatMap((part) => scores.get(part) ?? []);
    if (measured.length > 0) scores.set(name, mean(measured));
  }
  return scores;
};

/** Rates by the ranges that LaunchDarkly documents for project metrics. */
const rate = (score: number | undefined): Rating => {
  if (score === undefined) return { score: 0, indicator: "notCalculated", indicatorRange: { min: 0, max: 0 } };
  if (score >= 90) return { score, indicator: "excellent", indicatorRange: { min: 90, max: 100 } };
  if (score >= 70) return { score, indicator: "good", indicatorRange: { min: 70, max: 89 } };
  if (score >= 40) return { score, indicator: "fair", indicatorRange: { min: 40, max: 69 } };
  return { score, indicator: "needsAttention", indicatorRange: { min: 0, max: 39 } };
};
