/**
 * A group as it is kept and answered. Without `applicationKeys` it covers all applications. A test may add fields that
 * are not known here: they are answered, too.
 */
export interface StoredGroup {
  readonly key: string;
  readonly name: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  /** LaunchDarkly may answer `null` where there are none; the emulator itself stores only lists that have elements. */
  readonly applicationKeys?: readonly string[] | null;
  /** Epoch milliseconds, by the emulator's clock. */
  readonly createdAt: number;
}

/** What LaunchDarkly's documentation leaves open or an account decides. May be changed at any time. */
export interface Behaviour {
  /** Milliseconds added to each answer, after the server acted. Default 0. */
  latency?: number | undefined;
  /** The project keys that exist, and the environment keys of each. Default: whatever a request names exists. */
  projects?: Readonly<Record<string, readonly string[]>> | undefined;
  /** `"lower"`: the three keys of a group are stored in lower case, as a sister API does. Default: as sent. */
  normalizeKeys?: "lower" | undefined;
  /** The answer to a create whose key exists: 409 (default), or 400 as in the API overview's own example. */
  duplicateStatus?: 409 | 400 | undefined;
  /** JSON pointers that PATCH silently ignores, such as `/applicationKeys`. Default: none. */
  ignorePatch?: readonly string[] | undefined;
  /** JSON pointers that PATCH refuses with 422. Default: none. */
  rejectPatch?: readonly string[] | undefined;
}

/** All that the endpoints act on. */
export interface Account {
  readonly groups: Map<string, StoredGroup>;
  readonly behaviour: Behaviour;
  /** The server's clock, epoch milliseconds. */
  readonly now: () => number;
}
