import { invalidQuery, type Reply } from "./endpoint.js";
import { oneOf, optional, wholeNumber } from "./fields.js";
import { sum } from "./numbers.js";
import { dayMs, type TimeWindow } from "./scopedQuery.js";
import { json } from "./httpResponse.js";

interface Series {
  readonly metadata: { readonly name: string; readonly count: number };
  readonly data: readonly { readonly x: number; readonly y: number }[];
}

export const seriesOf = (name: string, count: number, data: Series["data"]): Series => ({
  metadata: { name, count },
  data,
});

interface ChartHead {
  readonly name: string;
  readonly yUnit: string;
  readonly summary?: object;
  /** Answered only if the query expands `metrics`. */
  readonly metric?: object;
}

type Expand = ReadonlySet<string>;

export const chart = (
  { name, yUnit, summary, metric }: ChartHead,
  series: readonly Series[],
  expand?: Expand,
): Reply => [
  json(200, {
    metadata: {
      name,
      summary: { total: sum(series.map(({ metadata }) => metadata.count)), ...summary },
      xAxis: { unit: "timestamp" },
      yAxis: { unit: yUnit },
      ...(metric && expand?.has("metrics") && { metrics: { [name]: metric } }),
    },
    series,
  }),
];

/** The query parameters for buckets of time. */
export const bucketFields = {
  bucketType: optional(oneOf("rolling", "hour", "day")),
  bucketMs: wholeNumber({ min: 60_000, otherwise: dayMs }),
};

interface BucketQuery {
  readonly bucketType: "rolling" | "hour" | "day" | undefined;
  readonly bucketMs: number;
  readonly expand: Expand;
}

/** Something that happened at a time, in the series it belongs to. */
export interface Measurement {
  readonly series: string;
  readonly time: number;
  readonly value: number;
}

interface BucketChart extends ChartHead {
  /** Names of the series that the chart has even without a measurement. */
  readonly names: readonly string[];
  readonly measurements: readonly Measurement[];
  /** Combines the values of a bucket. */
  readonly combine: (values: readonly number[]) => number;
}

const mostBuckets = 10_000;

/** Answers a chart with a point for each bucket. Hours and days are those of the calendar (UTC), others begin with the window. */
export const bucketChart = (
  { names, measurements, combine, ...head }: BucketChart,
  { bucketType = "rolling", bucketMs, expand }: BucketQuery,
  { from, to }: TimeWindow,
): Reply => {
  const lengthMs = { rolling: bucketMs, hour: 3_600_000, day: dayMs }[bucketType];
  const first = bucketType === "rolling" ? from : from - (from % lengthMs);
  const length = Math.max(0, Math.ceil((to - first) / lengthMs));
  if (length > mostBuckets) {
    return [invalidQuery([{ attribute: "bucketMs", reason: `makes more than ${String(mostBuckets)} buckets` }])];
  }
  const series = [...new Set([...names, ...measurements.map((each) => each.series)])].map((name) => {
    const own = measurements.filter((each) => each.series === name);
    const data = Array.from({ length }, (_, index) => {
      const x = first + index * lengthMs;
      return { x, y: combine(own.filter(({ time }) => x <= time && time < x + lengthMs).map(({ value }) => value)) };
    });
    return seriesOf(name, own.length, data);
  });
  return chart(head, series, expand);
};

const indicators = ["excellent", "good", "fair", "needsAttention"] as const;

/** Rates a value by the first of four tiers that includes it. */
export const rate = (
  value: number,
  { unit, modifier = "" }: { readonly unit: string; readonly modifier?: string },
  tiers: readonly (readonly [description: string, includes: (value: number) => boolean])[],
): object => ({
  indicator: indicators[tiers.findIndex(([, includes]) => includes(value))] ?? "unknown",
  value,
  unit,
  modifier,
  tiers: tiers.map(([description], index) => ({ indicator: indicators[index], description })),
});

/** Rates how often something happened in a window. */
export const perDay = (count: number, { from, to }: TimeWindow): object =>
  rate((count * dayMs) / Math.max(1, to - from), { unit: "count", modifier: "per day" }, [
    ["at least 1 per day", (value) => value >= 1],
    ["at least 1 per week", (value) => value >= 1 / 7],
    ["at least 1 per month", (value) => value >= 1 / 30],
    ["less than 1 per month", () => true],
  ]);
