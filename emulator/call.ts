import type { FaultKind } from "./faults.js";

/** A request that arrived. Headers are not kept: the token is in none of these fields. */
export interface Call {
  readonly method: string;
  /** As it was sent, still percent-encoded, without the query. */
  readonly path: string;
  /** As it was sent, without the question mark; empty if there was none. */
  readonly query: string;
  /** The key in the path, or in the body of a create. Two keys of a path are joined with a colon. */
  readonly key?: string;
  /** The JSON that was sent, or its text if it was not JSON. */
  readonly body?: unknown;
  /** Time of arrival: epoch milliseconds, by the emulator's clock. */
  readonly at: number;
  /** The fault that was injected. */
  readonly fault?: FaultKind;
  /** Absent until the call is answered, and permanently if the connection was reset instead. */
  readonly status?: number;
}
