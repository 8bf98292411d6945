import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { unknownPlace } from "./behaviour.js";
import { bucketFields, bucketsOf, chart, perDay, rate, seriesOf, sum, type Measurement, type Metric } from "./chart.js";
import { orRefusal, takeQuery, type Reply } from "./endpoint.js";
import { commaList, oneOf, optional, someOf } from "./fields.js";
import { isRelease, releaseFields } from "./flagEvents.js";
import { notFound } from "./response.js";
import type { StoredFlagEvent } from "./stored.js";
import { dayMs, isIn, isWithin, placeFields, windowFields, windowOf } from "./window.js";

const sizes = ["none", "small", "medium", "large"] as const;

export const releaseFrequency = takeQuery(
  {
    ...placeFields,
    ...windowFields,
    ...bucketFields,
    ...releaseFields,
    groupBy: optional(oneOf("impact")),
    expand: someOf("metrics"),
  },
  ({ behaviour, flagEvents }, { query, now }) => {
    const unknown = unknownPlace(behaviour, query);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    const window = windowOf(query, now);
    const measured = [...flagEvents.values()]
      .filter(isIn(query))
      .filter(isRelease(query))
      .filter(({ eventTime }) => isWithin(window, eventTime))
      .map(({ impact, eventTime }): Measurement => {
        return {
          series: query.groupBy === undefined ? "releases" : (impact.size ?? "none"),
          time: eventTime,
          value: 1,
        };
      });
    return pipe(
      bucketsOf(window, query),
      E.map((buckets): Reply => {
        const series = seriesOf(query.groupBy === undefined ? ["releases"] : sizes, measured, buckets, sum);
        const metric = query.expand.has("metrics") ? perDay(measured.length, window) : undefined;
        return [chart({ name: "releaseFrequency", yUnit: "count", series, metric })];
      }),
      orRefusal,
    );
  },
);

/** Flags are known from their events alone: their status is the age of the last one. */
export const flagStatus = takeQuery(placeFields, ({ behaviour, flagEvents }, { query, now }) => {
  const unknown = unknownPlace(behaviour, query);
  if (unknown !== undefined) return [notFound(unknown.reason)];
  const flags = lastEvents([...flagEvents.values()].filter(isIn(query)));
  const counted = { new: 0, active: 0, inactive: 0 };
  for (const { eventTime } of flags) {
    const ageMs = now - eventTime;
    counted[ageMs < 7 * dayMs ? "new" : ageMs < staleMs ? "active" : "inactive"] += 1;
  }
  const series = Object.entries(counted).map(([name, count]) => {
    return { metadata: { name, count }, data: [{ x: now, y: count }] };
  });
  return [chart({ name: "flagStatus", yUnit: "count", series })];
});

/** Flags whose last event is a month old. The member who made it counts as the maintainer. */
export const staleFlags = takeQuery(
  {
    ...placeFields,
    groupBy: optional(oneOf("maintainer")),
    maintainerId: commaList,
    maintainerTeamKey: commaList,
    expand: someOf("metrics"),
  },
  ({ behaviour, flagEvents }, { query, now }) => {
    const unknown = unknownPlace(behaviour, query);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    const flags = lastEvents([...flagEvents.values()].filter(isIn(query)));
    const stale = flags
      .filter(({ eventTime }) => now - eventTime >= staleMs)
      .filter(({ member }) => query.maintainerId?.includes(member?.id ?? "") ?? true)
      // The emulator knows no teams.
      .filter(() => query.maintainerTeamKey === undefined);
    const nameOf = ({ member }: StoredFlagEvent): string =>
      query.groupBy === undefined ? "staleFlags" : (member?.id ?? "none");
    const names = [...new Set([...(query.groupBy === undefined ? ["staleFlags"] : []), ...stale.map(nameOf)])];
    const series = names.map((name) => {
      const own = stale.filter((each) => nameOf(each) === name);
      const data = own.map(({ eventTime }) => ({ x: eventTime, y: Math.floor((now - eventTime) / dayMs) }));
      return { metadata: { name, count: own.length }, data };
    });
    const metric = query.expand.has("metrics") ? staleShare(stale.length, flags.length) : undefined;
    return [chart({ name: "staleFlags", yUnit: "days", series, metric })];
  },
);

const staleMs = 30 * dayMs;

const lastEvents = (events: readonly StoredFlagEvent[]): readonly StoredFlagEvent[] => [
  ...new Map(events.toSorted((a, b) => a.eventTime - b.eventTime).map((each) => [each.flagKey, each])).values(),
];

const staleShare = (stale: number, all: number): Metric =>
  rate(all === 0 ? 0 : (100 * stale) / all, { unit: "percent" }, [
    ["excellent", "less than 10 percent", (value) => value < 10],
    ["good", "less than 25 percent", (value) => value < 25],
    ["fair", "less than 50 percent", (value) => value < 50],
    ["needsAttention", "at least 50 percent", () => true],
  ]);
