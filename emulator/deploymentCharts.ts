import { bucketChart, bucketFields, perDay, rate, type Measurement } from "./chart.js";
import { stagesOf } from "./deliveryView.js";
import { takeQuery } from "./endpoint.js";
import { oneOf, optional, someOf, text } from "./fields.js";
import { mean, sum } from "./numbers.js";
import { dayMs, inPlace, placeFields, windowFields } from "./scopedQuery.js";
import type { StoredDeployment } from "./stored.js";

const endOf = ({ startedAt, endedAt = startedAt }: StoredDeployment): number => endedAt;

const isFinished = ({ status }: StoredDeployment): boolean => status === "finished";

export const deploymentFrequency = takeQuery(
  {
    ...{ ...placeFields, ...windowFields, ...bucketFields },
    projectKey: optional(text),
    environmentKey: optional(text),
    groupBy: optional(oneOf("application", "kind")),
    expand: someOf("metrics"),
  },
  (account, given) =>
    inPlace(account, given, (select, window) => {
      const { groupBy = "all" } = given.query;
      const measurements = select(account.deployments, endOf)
        .filter(isFinished)
        .map((each): Measurement => {
          const series = { application: each.applicationKey, kind: each.applicationKind, all: "deployments" };
          return { series: series[groupBy], time: endOf(each), value: 1 };
        });
      const metric = perDay(measurements.length, window);
      const names = groupBy === "all" ? ["deployments"] : [];
      const head = { name: "deploymentFrequency", yUnit: "count", metric };
      return bucketChart({ ...head, names, measurements, combine: sum }, given.query, window);
    }),
);

const stages = {
  coding: "codingDurationMs",
  review: "reviewDurationMs",
  wait: "waitDurationMs",
  deploy: "deployDurationMs",
} as const;

export const leadTime = takeQuery(
  {
    ...{ ...placeFields, ...windowFields, ...bucketFields },
    environmentKey: optional(text),
    groupBy: optional(oneOf("application", "stage")),
    expand: someOf("metrics", "percentiles"),
  },
  (account, given) =>
    inPlace(account, given, (select, window) => {
      const { groupBy, expand } = given.query;
      const deployed = select(account.deployments, endOf)
        .filter(isFinished)
        .flatMap((deployment) => {
          const durations = stagesOf(account, deployment);
          return durations === undefined ? [] : [{ deployment, durations, time: endOf(deployment) }];
        });
      const measurements = deployed.flatMap(({ deployment, durations, time }): readonly Measurement[] =>
        groupBy === "application"
          ? [{ series: deployment.applicationKey, time, value: durations.totalLeadTimeMs }]
          : Object.entries(stages).map(([series, field]) => ({ series, time, value: durations[field] })),
      );
      const totals = deployed.map(({ durations }) => durations.totalLeadTimeMs).sort((a, b) => a - b);
      const percentile = (share: number): number => totals[Math.floor(share * (totals.length - 1))] ?? 0;
      const percentiles = { p50: percentile(0.5), p90: percentile(0.9), p95: percentile(0.95) };
      const summary = { total: totals.length, mean: mean(totals), ...(expand.has("percentiles") && { percentiles }) };
      const head = { name: "leadTime", yUnit: "milliseconds", summary, metric: rateLeadTime(mean(totals)) };
      const names = groupBy === "application" ? [] : Object.keys(stages);
      return bucketChart({ ...head, names, measurements, combine: mean }, given.query, window);
    }),
);

/** Rates by the tiers that LaunchDarkly documents. */
const rateLeadTime = (leadTimeMs: number): object =>
  rate(leadTimeMs, { unit: "milliseconds" }, [
    ["less than 1 day", (value) => value < dayMs],
    ["1 day to 1 week", (value) => value <= 7 * dayMs],
    ["1 to 4 weeks", (value) => value <= 28 * dayMs],
    ["more than 4 weeks", () => true],
  ]);
