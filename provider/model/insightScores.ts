import * as t from "io-ts";
import { InsightGroup } from "./insightGroup.js";
import { nullable } from "../lib/nullable.js";

/** How good a score is. LaunchDarkly may know more words than its documentation says. */
export type Indicator =
  "excellent" | "good" | "fair" | "needsAttention" | "notCalculated" | "unknown" | (string & Record<never, never>);

/** When something was measured. */
export const Period = t.exact(t.type({ startTime: t.number, endTime: t.number }), "Period");
export interface Period {
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** Epoch milliseconds. */
  readonly endTime: number;
}

/** One metric of a period. */
export const MetricScore: t.Type<MetricScore, unknown> = t.recursion("MetricScore", () =>
  t.exact(
    t.intersection([
      t.type({
        score: nullable(t.number),
        indicator: t.string,
        indicatorRange: nullable(t.exact(t.type({ min: t.number, max: t.number }))),
      }),
      t.partial({
        aggregateOf: nullable(t.readonlyArray(t.string)),
        diffVsLastPeriod: nullable(t.number),
        lastPeriod: nullable(MetricScore),
      }),
    ]),
  ),
);
export interface MetricScore {
  /**
   * A whole number, which says nothing if the indicator is `notCalculated`. Undefined if LaunchDarkly returns none: its
   * documentation promises one.
   */
  readonly score: number | undefined;
  /** `unknown` for a metric that LaunchDarkly leaves out. */
  readonly indicator: Indicator;
  /** The scores that have this indicator. Undefined if LaunchDarkly returns none. */
  readonly indicatorRange: { readonly min: number; readonly max: number } | undefined;
  /** The metrics that this one is made of, by their names. */
  readonly aggregateOf?: readonly string[] | undefined;
  /** How much the score rose; negative if it fell. */
  readonly diffVsLastPeriod?: number | undefined;
  /** The same metric in the period before. */
  readonly lastPeriod?: MetricScore | undefined;
}

/** One metric that LaunchDarkly leaves out does not take the others along. */
const Metric = new t.Type<MetricScore, unknown>(
  "MetricScore",
  MetricScore.is,
  (u, context) => (u === undefined || u === null ? t.success(missing) : MetricScore.validate(u, context)),
  MetricScore.encode,
);
const missing: MetricScore = { score: undefined, indicator: "unknown", indicatorRange: undefined };

/** The metrics of Engineering Insights. */
export const InsightGroupScores: t.Type<InsightGroupScores, unknown> = t.exact(
  t.intersection([
    t.type({
      overall: Metric,
      deploymentFrequency: Metric,
      deploymentFailureRate: Metric,
      leadTime: Metric,
      impactSize: Metric,
      experimentationCoverage: Metric,
      flagHealth: Metric,
      velocity: Metric,
      risk: Metric,
      efficiency: Metric,
    }),
    t.partial({ creationRatio: nullable(MetricScore) }),
  ]),
  "InsightGroupScores",
);
/** @see https://launchdarkly.com/docs/home/releases/project-metrics for what each metric is made of */
export interface InsightGroupScores {
  /** Release maturity: of velocity, risk and efficiency. */
  readonly overall: MetricScore;
  /** The number of deployments in a time. */
  readonly deploymentFrequency: MetricScore;
  /** The share of deployments that fail. */
  readonly deploymentFailureRate: MetricScore;
  /** How long a change takes to arrive. */
  readonly leadTime: MetricScore;
  /** The impact of a change, by its size. */
  readonly impactSize: MetricScore;
  /** How many flag changes belong to an experiment. */
  readonly experimentationCoverage: MetricScore;
  /** How few temporary flags are stale. */
  readonly flagHealth: MetricScore;
  /** Of deployment frequency and lead time. */
  readonly velocity: MetricScore;
  /** Of the failure rate and the impact size. */
  readonly risk: MetricScore;
  /** Of flag health and experimentation coverage. */
  readonly efficiency: MetricScore;
  /** LaunchDarkly's documentation does not say what it is, and it may be absent. */
  readonly creationRatio?: MetricScore | undefined;
}

/** The scores of an environment. */
export const InsightScores: t.Type<InsightScores, unknown> = t.exact(
  t.type({ period: Period, lastPeriod: Period, scores: InsightGroupScores }),
  "InsightScores",
);
export interface InsightScores {
  /** What the scores were measured over. */
  readonly period: Period;
  /** The period before. */
  readonly lastPeriod: Period;
  readonly scores: InsightGroupScores;
}

/** A group with what `expand=scores` adds to it. */
export const ScoredInsightGroup = t.intersection(
  [
    InsightGroup,
    t.exact(
      t.intersection([
        t.type({ scores: InsightGroupScores }),
        t.partial({ scoreMetadata: nullable(t.exact(t.type({ period: Period, lastPeriod: Period }))) }),
      ]),
    ),
  ],
  "ScoredInsightGroup",
);
export interface ScoredInsightGroup extends Readonly<t.TypeOf<typeof ScoredInsightGroup>> {}
