import * as E from "fp-ts/Either";
import { invalidQuery } from "./endpoint.js";
import { oneOf, optional, wholeNumber } from "./fields.js";
import { json, type HttpResponse } from "./response.js";
import { dayMs, type TimeWindow } from "./window.js";

/** Something that happened at a time, in the series that it belongs to. */
export interface Measurement {
  readonly series: string;
  readonly time: number;
  readonly value: number;
}

interface Series {
  readonly metadata: { readonly name: string; readonly count: number };
  readonly data: readonly { readonly x: number; readonly y: number }[];
}

export interface Metric {
  readonly indicator: string;
  readonly value: number;
  readonly unit: string;
  readonly modifier: string;
  readonly tiers: readonly { readonly indicator: string; readonly description: string }[];
}

interface Chart {
  readonly name: string;
  readonly yUnit: string;
  readonly series: readonly Series[];
  readonly summary?: Readonly<Record<string, unknown>>;
  /** Only if it was asked for. */
  readonly metric?: Metric | undefined;
}

export const chart = ({ name, yUnit, series, summary = {}, metric }: Chart): HttpResponse =>
  json(200, {
    metadata: {
      name,
      summary: { total: series.reduce((sum, { metadata }) => sum + metadata.count, 0), ...summary },
      xAxis: { unit: "timestamp" },
      yAxis: { unit: yUnit },
      ...(metric && { metrics: { [name]: metric } }),
    },
    series,
  });

/** The parameters of buckets of time. */
export const bucketFields = {
  bucketType: optional(oneOf("rolling", "hour", "day")),
  bucketMs: wholeNumber({ min: 60_000, otherwise: dayMs }),
};

interface BucketQuery {
  readonly bucketType: "rolling" | "hour" | "day" | undefined;
  readonly bucketMs: number;
}

interface Buckets {
  readonly starts: readonly number[];
  readonly lengthMs: number;
}

/** Divides a window into buckets: hours and days are those of the calendar (UTC), others begin with the window. */
export const bucketsOf = (
  { from, to }: TimeWindow,
  { bucketType = "rolling", bucketMs }: BucketQuery,
): E.Either<HttpResponse, Buckets> => {
  const lengthMs = { rolling: bucketMs, hour: 3_600_000, day: dayMs }[bucketType];
  const first = bucketType === "rolling" ? from : from - (from % lengthMs);
  const count = Math.max(0, Math.ceil((to - first) / lengthMs));
  return count > mostBuckets
    ? E.left(invalidQuery([{ attribute: "bucketMs", reason: `makes more than ${String(mostBuckets)} buckets` }]))
    : E.right({ starts: Array.from({ length: count }, (_, index) => first + index * lengthMs), lengthMs });
};

const mostBuckets = 10_000;

/** A series for each name, with a point for each bucket: the aggregate of the values in it. */
export const seriesOf = (
  names: readonly string[],
  measurements: readonly Measurement[],
  { starts, lengthMs }: Buckets,
  aggregate: (values: readonly number[]) => number,
): readonly Series[] =>
  [...new Set(names)].map((name) => {
    const own = measurements.filter(({ series }) => series === name);
    const valuesFrom = (start: number): readonly number[] =>
      own.filter(({ time }) => start <= time && time < start + lengthMs).map(({ value }) => value);
    const data = starts.map((x) => ({ x, y: aggregate(valuesFrom(x)) }));
    return { metadata: { name, count: own.length }, data };
  });

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Rates a value by the first tier whose limit it reaches; the last tier takes the rest. */
export const rate = (
  value: number,
  { unit, modifier = "" }: { readonly unit: string; readonly modifier?: string },
  tiers: readonly (readonly [indicator: string, description: string, reaches: (value: number) => boolean])[],
): Metric => ({
  indicator: tiers.find(([, , reaches]) => reaches(value))?.[0] ?? "unknown",
  value,
  unit,
  modifier,
  tiers: tiers.map(([indicator, description]) => ({ indicator, description })),
});

/** How often something happened in a window. */
export const perDay = (count: number, { from, to }: TimeWindow): Metric =>
  rate((count * dayMs) / Math.max(1, to - from), { unit: "count", modifier: "per day" }, [
    ["excellent", "at least 1 per day", (value) => value >= 1],
    ["good", "at least 1 per week", (value) => value >= 1 / 7],
    ["fair", "at least 1 per month", (value) => value >= 1 / 30],
    ["needsAttention", "less than 1 per month", () => true],
  ]);
