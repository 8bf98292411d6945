import type { Clock } from "../lib/clock.js";

/** The time of one operation, over all of its requests and attempts. */
export interface OperationDeadline {
  /** Milliseconds spent waiting for a slot, for a rate limit, or for a request of another operation. */
  readonly queued: () => number;
  /** Milliseconds that count against the deadline: all except those in queues. */
  readonly elapsed: () => number;
  /** Milliseconds until the deadline; negative after it. */
  readonly remaining: () => number;
  /**
   * Waits in a queue.
   * @param notQueued Returns the milliseconds of the wait that count against the deadline after all. Default: none.
   */
  readonly whileQueued: <A>(wait: Promise<A>, notQueued?: (result: A) => number) => Promise<A>;
  /** Number of requests sent so far. */
  readonly requests: () => number;
  readonly countRequest: () => void;
}

/**
 * @param deadlineMs Milliseconds from now.
 * @param onRequest Called for each request.
 */
export const makeOperationDeadline = (
  clock: Clock,
  deadlineMs: number,
  onRequest: () => void = () => undefined,
): OperationDeadline => {
  const startedAt = clock.now();
  let queuedMs = 0;
  let requests = 0;
  const elapsed = (): number => clock.now() - startedAt - queuedMs;
  return {
    queued: () => queuedMs,
    elapsed,
    remaining: () => deadlineMs - elapsed(),
    whileQueued: async (wait, notQueued = () => 0) => {
      const queuedAt = clock.now();
      const result = await wait;
      queuedMs += Math.max(0, clock.now() - queuedAt - notQueued(result));
      return result;
    },
    requests: () => requests,
    countRequest: () => {
      requests += 1;
      onRequest();
    },
  };
};
