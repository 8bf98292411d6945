import type { AccountView } from "./account.js";
import { unknownPlace } from "./behaviour.js";
import type { Reply } from "./endpoint.js";
import { commaList, moment, optional, text } from "./fields.js";
import { notFound } from "./httpResponse.js";

/** The query parameters for a project, an environment and some of its applications. */
export const placeFields = { projectKey: text, environmentKey: text, applicationKey: commaList };

/** The query parameters for a window of time. */
export const windowFields = { from: optional(moment), to: optional(moment) };

export const dayMs = 86_400_000;

/** Epoch milliseconds, both included. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

interface PlaceQuery extends Partial<Readonly<Record<keyof TimeWindow, number | undefined>>> {
  readonly projectKey: string | undefined;
  readonly environmentKey: string | undefined;
  readonly applicationKey: readonly string[] | undefined;
}

interface Placed {
  readonly projectKey: string;
  readonly environmentKey?: string;
  readonly applicationKeys?: readonly string[];
  readonly applicationKey?: string;
}

/** Returns the items of a place, and of its time window if the time of an item is given. */
type Select = <A extends Placed>(items: ReadonlyMap<string, A>, timeOf?: (item: A) => number) => readonly A[];

/** Replies about a place in a window, the last seven days by default; 404 if the place does not exist. */
export const inPlace = (
  { behaviour }: AccountView,
  { query, now }: { readonly query: PlaceQuery; readonly now: number },
  reply: (select: Select, window: TimeWindow) => Reply,
): Reply => {
  const unknown = unknownPlace(behaviour, query);
  if (unknown !== undefined) return [notFound(unknown.reason)];
  const { from = now - 7 * dayMs, to = now } = query;
  const select: Select = (items, timeOf = () => from) =>
    [...items.values()].filter((item) => isIn(query, item) && from <= timeOf(item) && timeOf(item) <= to);
  return reply(select, { from, to });
};

const isIn = ({ projectKey, environmentKey, applicationKey }: PlaceQuery, item: Placed): boolean =>
  (projectKey === undefined || item.projectKey === projectKey) &&
  (environmentKey === undefined || item.environmentKey === undefined || item.environmentKey === environmentKey) &&
  (applicationKey?.some((key) => key === item.applicationKey || item.applicationKeys?.includes(key)) ?? true);
