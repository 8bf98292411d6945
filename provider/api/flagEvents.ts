import type { Api } from "../http/send.js";
import { FlagEvent } from "../model/flagEvent.js";
import { listByCursor } from "./cursorPages.js";
import type { Query } from "./query.js";

export const readFlagEvents = (query: Query, limit: number): Api<readonly FlagEvent[]> =>
  listByCursor({ path: "flag-events", query, item: FlagEvent, limit });
