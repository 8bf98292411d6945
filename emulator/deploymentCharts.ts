import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { unknownPlace } from "./behaviour.js";
import { bucketFields, bucketsOf, chart, perDay, rate, seriesOf, sum, type Measurement, type Metric } from "./chart.js";
import { mean, stagesOf } from "./deliveryView.js";
import { orRefusal, takeQuery, type Reply } from "./endpoint.js";
import { oneOf, optional, someOf, text } from "./fields.js";
import { notFound } from "./response.js";
import type { StoredDeployment } from "./stored.js";
import { dayMs, isIn, isWithin, placeFields, windowFields, windowOf, type TimeWindow } from "./window.js";

export const deploymentFrequency = takeQuery(
  {
    ...placeFields,
    ...windowFields,
    ...bucketFields,
    projectKey: optional(text),
    environmentKey: optional(text),
    groupBy: optional(oneOf("application", "kind")),
    expand: someOf("metrics"),
  },
  (account, { query, now }) => {
    const unknown = unknownPlace(account.behaviour, query);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    const window = windowOf(query, now);
    const measured = finished([...account.deployments.values()].filter(isIn(query)), window).map(
      (each): Measurement => {
        const series = { application: each.applicationKey, kind: each.applicationKind, all: "deployments" };
        return { series: series[query.groupBy ?? "all"], time: endOf(each), value: 1 };
      },
    );
    return pipe(
      bucketsOf(window, query),
      E.map((buckets): Reply => {
        const series = seriesOf(
          namesIn(measured, query.groupBy === undefined ? ["deployments"] : []),
          measured,
          buckets,
          sum,
        );
        const metric = query.expand.has("metrics") ? perDay(measured.length, window) : undefined;
        return [chart({ name: "deploymentFrequency", yUnit: "count", series, metric })];
      }),
      orRefusal,
    );
  },
);

const stages = {
  coding: "codingDurationMs",
  review: "reviewDurationMs",
  wait: "waitDurationMs",
  deploy: "deployDurationMs",
} as const;

export const leadTime = takeQuery(
  {
    ...placeFields,
    ...windowFields,
    ...bucketFields,
    environmentKey: optional(text),
    groupBy: optional(oneOf("application", "stage")),
    expand: someOf("metrics", "percentiles"),
  },
  (account, { query, now }) => {
    const unknown = unknownPlace(account.behaviour, query);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    const window = windowOf(query, now);
    const deployed = finished([...account.deployments.values()].filter(isIn(query)), window).flatMap((deployment) => {
      const measured = stagesOf(account, deployment);
      return measured === undefined ? [] : [{ deployment, measured, time: endOf(deployment) }];
    });
    const totals = deployed.map(({ measured }) => measured.totalLeadTimeMs).sort((a, b) => a - b);
    const measured = deployed.flatMap(({ deployment, measured: times, time }): readonly Measurement[] =>
      query.groupBy === "application"
        ? [{ series: deployment.applicationKey, time, value: times.totalLeadTimeMs }]
        : Object.entries(stages).map(([series, field]) => ({ series, time, value: times[field] })),
    );
    const percentile = (share: number): number => totals[Math.floor(share * (totals.length - 1))] ?? 0;
    return pipe(
      bucketsOf(window, query),
      E.map((buckets): Reply => {
        const names = namesIn(measured, query.groupBy === "application" ? [] : Object.keys(stages));
        const series = seriesOf(names, measured, buckets, mean);
        return [
          chart({
            name: "leadTime",
            yUnit: "milliseconds",
            series,
            metric: query.expand.has("metrics") ? leadTimeMetric(mean(totals)) : undefined,
            summary: {
              total: totals.length,
              mean: mean(totals),
              ...(query.expand.has("percentiles") && {
                percentiles: { p50: percentile(0.5), p90: percentile(0.9), p95: percentile(0.95) },
              }),
            },
          }),
        ];
      }),
      orRefusal,
    );
  },
);

const endOf = ({ startedAt, endedAt = startedAt }: StoredDeployment): number => endedAt;

const finished = (deployments: readonly StoredDeployment[], window: TimeWindow): readonly StoredDeployment[] =>
  deployments.filter((each) => each.status === "finished" && isWithin(window, endOf(each)));

const namesIn = (measured: readonly Measurement[], always: readonly string[]): readonly string[] => [
  ...always,
  ...measured.map(({ series }) => series),
];

/** The tiers that LaunchDarkly documents. */
const leadTimeMetric = (value: number): Metric =>
  rate(value, { unit: "milliseconds" }, [
    ["excellent", "less than 1 day", (each) => each < dayMs],
    ["good", "1 day to 1 week", (each) => each <= 7 * dayMs],
    ["fair", "1 to 4 weeks", (each) => each <= 28 * dayMs],
    ["needsAttention", "more than 4 weeks", () => true],
  ]);
