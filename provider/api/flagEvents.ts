import type { Api } from "../http/send.js";
import { AnonymousFlagEvent, FlagEvent } from "../model/flagEvent.js";
import { listByCursor } from "./cursorPages.js";
import type { Query } from "./readInsights.js";

/** Returns the newest events. @param hasNames Whether to return properties that may name a member. */
export const readFlagEvents = (query: Query, limit: number, hasNames: boolean): Api<readonly FlagEvent[]> => {
  const item = hasNames ? FlagEvent : AnonymousFlagEvent;
  return listByCursor({ path: "flag-events", query, item, limit, timeOf: ({ eventTime }) => eventTime });
};
