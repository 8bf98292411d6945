import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { listOf, Numeric } from "../lib/lenientCodecs.js";
import type { Indicator } from "./insightScores.js";

/** A rating of the whole chart. */
export interface ChartMetric {
  readonly indicator: Indicator;
  readonly value?: number | undefined;
  readonly unit?: string | undefined;
  /** Such as `per day`. */
  readonly modifier?: string | undefined;
  /** The meaning of each indicator. */
  readonly tiers: readonly { readonly indicator: Indicator; readonly description?: string | undefined }[];
}
const ChartMetric: t.Type<ChartMetric, unknown> = exactObject(
  "ChartMetric",
  {
    indicator: t.string,
    tiers: listOf(exactObject("ChartTier", { indicator: t.string }, { description: t.string })),
  },
  { value: Numeric, unit: t.string, modifier: t.string },
);

/** An axis of a chart. */
export interface ChartAxis {
  /** Such as `timestamp` or `count`; LaunchDarkly documents no list of units. */
  readonly unit: string;
}
const ChartAxis: t.Type<ChartAxis, unknown> = exactObject("ChartAxis", { unit: t.string }, {});

export interface ChartMetadata {
  readonly name?: string | undefined;
  /** Free JSON. */
  readonly summary?: Readonly<Record<string, unknown>> | undefined;
  readonly xAxis: ChartAxis;
  readonly yAxis: ChartAxis;
  /** With `expandMetrics` only. */
  readonly metrics?: Readonly<Record<string, ChartMetric>> | undefined;
}
const ChartMetadata: t.Type<ChartMetadata, unknown> = exactObject(
  "ChartMetadata",
  { xAxis: ChartAxis, yAxis: ChartAxis },
  { name: t.string, summary: t.UnknownRecord, metrics: t.record(t.string, ChartMetric) },
);

export interface ChartPoint {
  /** Epoch milliseconds if the unit of the axis is a time. */
  readonly x: number;
  /** Undefined if LaunchDarkly returns none. */
  readonly y?: number | undefined;
  /** Free JSON. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}
const ChartPoint: t.Type<ChartPoint, unknown> = exactObject(
  "ChartPoint",
  { x: Numeric },
  { y: Numeric, values: t.UnknownRecord },
);

export interface ChartSeries {
  readonly metadata: {
    readonly name: string;
    readonly count?: number | undefined;
    readonly bounds?: readonly { readonly name: string; readonly value: number }[] | undefined;
  };
  readonly data: readonly ChartPoint[];
}
const ChartSeries: t.Type<ChartSeries, unknown> = exactObject(
  "ChartSeries",
  {
    metadata: exactObject(
      "ChartSeriesMetadata",
      { name: t.string },
      { count: Numeric, bounds: t.readonlyArray(exactObject("ChartBound", { name: t.string, value: Numeric }, {})) },
    ),
    data: listOf(ChartPoint),
  },
  {},
);

/** A chart of Engineering Insights. */
export interface InsightsChart {
  readonly metadata: ChartMetadata;
  readonly series: readonly ChartSeries[];
}
export const InsightsChart: t.Type<InsightsChart, unknown> = exactObject(
  "InsightsChart",
  { metadata: ChartMetadata, series: listOf(ChartSeries) },
  {},
);
