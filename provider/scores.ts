import * as t from "io-ts";
import { InsightGroup } from "./model.js";
import { optional } from "./optional.js";

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
        score: t.number,
        indicator: t.string,
        indicatorRange: t.exact(t.type({ min: t.number, max: t.number })),
      }),
      t.partial({
        aggregateOf: optional(t.readonlyArray(t.string)),
        diffVsLastPeriod: optional(t.number),
        lastPeriod: optional(MetricScore),
      }),
    ]),
  ),
);
export interface MetricScore {
  /** A whole number, which says nothing where the indicator is `notCalculated`. */
  readonly score: number;
  readonly indicator: Indicator;
  /** The scores that have this indicator. */
  readonly indicatorRange: { readonly min: number; readonly max: number };
  /** The metrics that this one is made of, by their names. */
  readonly aggregateOf?: readonly string[] | undefined;
  /** How much the score rose; negative if it fell. */
  readonly diffVsLastPeriod?: number | undefined;
  /** The same metric in the period before. */
  readonly lastPeriod?: MetricScore | undefined;
}

/** The eleven metrics of Engineering Insights. */
export const InsightGroupScores = t.exact(
  t.intersection([
    t.type({
      overall: MetricScore,
      deploymentFrequency: MetricScore,
      deploymentFailureRate: MetricScore,
      leadTime: MetricScore,
      impactSize: MetricScore,
      experimentationCoverage: MetricScore,
      flagHealth: MetricScore,
      velocity: MetricScore,
      risk: MetricScore,
      efficiency: MetricScore,
    }),
    t.partial({ creationRatio: optional(MetricScore) }),
  ]),
  "InsightGroupScores",
);
export interface InsightGroupScores extends Readonly<t.TypeOf<typeof InsightGroupScores>> {}

/** The scores of an environment. */
export const InsightScores = t.exact(
  t.type({ period: Period, lastPeriod: Period, scores: InsightGroupScores }),
  "InsightScores",
);
export interface InsightScores extends Readonly<t.TypeOf<typeof InsightScores>> {}

/** A group with what `expand=scores` adds to it. */
export const ScoredInsightGroup = t.intersection(
  [
    InsightGroup,
    t.exact(
      t.intersection([
        t.type({ scores: InsightGroupScores }),
        t.partial({ scoreMetadata: optional(t.exact(t.type({ period: Period, lastPeriod: Period }))) }),
      ]),
    ),
  ],
  "ScoredInsightGroup",
);
export interface ScoredInsightGroup extends Readonly<t.TypeOf<typeof ScoredInsightGroup>> {}
