import { bucketChart, bucketFields, chart, perDay, rate, seriesOf, type Measurement } from "./chart.js";
import { takeQuery } from "./endpoint.js";
import { commaList, oneOf, optional, someOf } from "./fields.js";
import { impactSizes, isRelease, releaseFields, timeOf } from "./flagEvents.js";
import { sum } from "./numbers.js";
import { dayMs, inPlace, placeFields, windowFields } from "./scopedQuery.js";
import type { StoredFlagEvent } from "./stored.js";

export const releaseFrequency = takeQuery(
  {
    ...{ ...placeFields, ...windowFields, ...bucketFields, ...releaseFields },
    groupBy: optional(oneOf("impact")),
    expand: someOf("metrics"),
  },
  (account, given) =>
    inPlace(account, given, (select, window) => {
      const isGrouped = given.query.groupBy !== undefined;
      const measurements = select(account.flagEvents, timeOf)
        .filter(isRelease(given.query))
        .map(({ impact, eventTime }): Measurement => {
          return { series: isGrouped ? (impact.size ?? "none") : "releases", time: eventTime, value: 1 };
        });
      const head = { name: "releaseFrequency", yUnit: "count", metric: perDay(measurements.length, window) };
      const names = isGrouped ? impactSizes : ["releases"];
      return bucketChart({ ...head, names, measurements, combine: sum }, given.query, window);
    }),
);

const staleMs = 30 * dayMs;

/** The emulator knows flags only from their events: the age of the last one is the status of a flag. */
export const flagStatus = takeQuery(placeFields, (account, given) =>
  inPlace(account, given, (select) => {
    const counts = { new: 0, active: 0, inactive: 0 };
    for (const { eventTime } of lastEvents(select(account.flagEvents))) {
      const ageMs = given.now - eventTime;
      counts[ageMs < 7 * dayMs ? "new" : ageMs < staleMs ? "active" : "inactive"] += 1;
    }
    const series = Object.entries(counts).map(([name, y]) => seriesOf(name, y, [{ x: given.now, y }]));
    return chart({ name: "flagStatus", yUnit: "count" }, series);
  }),
);

/** Flags whose last event is a month old. The member who caused it counts as the maintainer. */
export const staleFlags = takeQuery(
  {
    ...placeFields,
    groupBy: optional(oneOf("maintainer")),
    maintainerId: commaList,
    maintainerTeamKey: commaList,
    expand: someOf("metrics"),
  },
  (account, given) =>
    inPlace(account, given, (select) => {
      const { groupBy, maintainerId, maintainerTeamKey, expand } = given.query;
      const flags = lastEvents(select(account.flagEvents));
      const stale = flags
        .filter(({ eventTime }) => given.now - eventTime >= staleMs)
        .filter(({ member }) => maintainerId?.includes(member?.id ?? "") ?? true)
        // The emulator knows no teams.
        .filter(() => maintainerTeamKey === undefined);
      const nameOf = ({ member }: StoredFlagEvent): string =>
        groupBy === undefined ? "staleFlags" : (member?.id ?? "none");
      const names = new Set([...(groupBy === undefined ? ["staleFlags"] : []), ...stale.map(nameOf)]);
      const series = [...names].map((name) => {
        const data = stale
          .filter((each) => nameOf(each) === name)
          .map(({ eventTime: x }) => ({ x, y: Math.floor((given.now - x) / dayMs) }));
        return seriesOf(name, data.length, data);
      });
      const metric = rateStaleShare(stale.length / Math.max(1, flags.length));
      return chart({ name: "staleFlags", yUnit: "days", metric }, series, expand);
    }),
);

const lastEvents = (events: readonly StoredFlagEvent[]): readonly StoredFlagEvent[] => [
  ...new Map(events.toSorted((a, b) => a.eventTime - b.eventTime).map((each) => [each.flagKey, each])).values(),
];

const rateStaleShare = (share: number): object =>
  rate(100 * share, { unit: "percent" }, [
    ["less than 10 percent", (value) => value < 10],
    ["less than 25 percent", (value) => value < 25],
    ["less than 50 percent", (value) => value < 50],
    ["at least 50 percent", () => true],
  ]);
