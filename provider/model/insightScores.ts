import * as t from "io-ts";
import { InsightGroup } from "./insightGroup.js";
import { Numeric } from "../lib/lenientCodecs.js";
import { nullable } from "../lib/nullable.js";
import type { OpenUnion } from "./openUnion.js";

/** The rating of a score. LaunchDarkly may also return ratings that it does not document. */
export type Indicator = OpenUnion<"excellent" | "good" | "fair" | "needsAttention" | "notCalculated" | "unknown">;

/** A measurement period. */
export const Period = t.exact(t.type({ startTime: Numeric, endTime: Numeric }), "Period");
export interface Period {
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** Epoch milliseconds. */
  readonly endTime: number;
}

/** The score of one metric in a period. */
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
  /** A whole number; meaningless if the indicator is `notCalculated`. Undefined if LaunchDarkly returns none. */
  readonly score: number | undefined;
  /** `unknown` for a metric that LaunchDarkly omits. */
  readonly indicator: Indicator;
  /** The range of scores with this indicator. Undefined if LaunchDarkly returns none. */
  readonly indicatorRange: { readonly min: number; readonly max: number } | undefined;
  /** The names of the metrics that this metric combines. */
  readonly aggregateOf?: readonly string[] | undefined;
  /** The change of the score since the last period. */
  readonly diffVsLastPeriod?: number | undefined;
  /** The same metric in the last period. */
  readonly lastPeriod?: MetricScore | undefined;
}

/** Decodes a missing metric as unknown, so that it does not hide the others. */
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
/** @see https://launchdarkly.com/docs/home/releases/project-metrics for the parts of each metric */
export interface InsightGroupScores {
  /** Release maturity: combines velocity, risk and efficiency. */
  readonly overall: MetricScore;
  /** The number of deployments per period. */
  readonly deploymentFrequency: MetricScore;
  /** The share of deployments that fail. */
  readonly deploymentFailureRate: MetricScore;
  /** The time from a change to its deployment. */
  readonly leadTime: MetricScore;
  /** The size of changes. */
  readonly impactSize: MetricScore;
  /** The share of flag changes that belong to an experiment. */
  readonly experimentationCoverage: MetricScore;
  /** Rates how few temporary flags are stale. */
  readonly flagHealth: MetricScore;
  /** Combines deployment frequency and lead time. */
  readonly velocity: MetricScore;
  /** Combines deployment failure rate and impact size. */
  readonly risk: MetricScore;
  /** Combines flag health and experimentation coverage. */
  readonly efficiency: MetricScore;
  /** LaunchDarkly does not document this metric and may omit it. */
  readonly creationRatio?: MetricScore | undefined;
}

/** The scores of an environment. */
export const InsightScores: t.Type<InsightScores, unknown> = t.exact(
  t.type({ period: Period, lastPeriod: Period, scores: InsightGroupScores }),
  "InsightScores",
);
export interface InsightScores {
  /** The period that the scores cover. */
  readonly period: Period;
  /** The preceding period. */
  readonly lastPeriod: Period;
  readonly scores: InsightGroupScores;
}

/** A group with the properties that `expand=scores` adds. */
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
