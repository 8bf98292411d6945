import type { FaultKind } from "./faults.js";

/** A request that arrived. Headers are not kept: the token is in none of these. */
export interface Call {
  readonly method: string;
  /** As it was sent, still percent-encoded, without the query. */
  readonly path: string;
  /** As it was sent, without the question mark; empty where there was none. */
  readonly query: string;
  /** The key of the group it is about, of the path or of the body of a create. */
  readonly key?: string;
  /** The JSON that was sent, or its text where it was none. */
  readonly body?: unknown;
  /** When it arrived: epoch milliseconds, by the emulator's clock. */
  readonly at: number;
  /** What went wrong on purpose. */
  readonly fault?: FaultKind;
  /** Absent until it is answered, and for ever where the connection was reset instead. */
  readonly status?: number;
}

/** A call while it is still being answered. */
export type OpenCall = { -readonly [Field in keyof Call]: Call[Field] };
