type Indicator = "excellent" | "good" | "fair" | "needsAttention" | "notCalculated";

export interface MetricScore {
  readonly score: number;
  readonly indicator: Indicator;
  readonly indicatorRange: { readonly min: number; readonly max: number };
  readonly aggregateOf?: readonly string[];
  readonly diffVsLastPeriod?: number;
  readonly lastPeriod?: MetricScore;
}

/** A score of 0 to 100; undefined where there was nothing to measure. */
export type Score = number | undefined;

/** A metric of this period, compared with the last one. */
export const metric = (score: Score, last: Score, aggregateOf?: readonly string[]): MetricScore => ({
  ...rated(score),
  ...(aggregateOf === undefined ? {} : { aggregateOf }),
  ...(score === undefined || last === undefined ? {} : { diffVsLastPeriod: score - last }),
  lastPeriod: rated(last),
});

/** LaunchDarkly does not publish where its indicators begin: these bands are made up. */
const rated = (score: Score): MetricScore => {
  if (score === undefined) return { score: 0, indicator: "notCalculated", indicatorRange: { min: 0, max: 0 } };
  if (score >= 80) return { score, indicator: "excellent", indicatorRange: { min: 80, max: 100 } };
  if (score >= 60) return { score, indicator: "good", indicatorRange: { min: 60, max: 79 } };
  if (score >= 40) return { score, indicator: "fair", indicatorRange: { min: 40, max: 59 } };
  return { score, indicator: "needsAttention", indicatorRange: { min: 0, max: 39 } };
};
