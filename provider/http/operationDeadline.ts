import type { Clock } from "../lib/clock.js";

/** The time of one operation, over all the requests and attempts that it takes. */
export interface OperationDeadline {
  /** Milliseconds spent in queues: for a slot, a rate limit, or what another operation fetches. */
  readonly queued: () => number;
  /** Milliseconds spent otherwise: only these count against the deadline. */
  readonly elapsed: () => number;
  /** Milliseconds until the deadline; negative after it. */
  readonly remaining: () => number;
  /**
   * Waits in a queue.
   * @param notQueued Returns how much of the time counts against the deadline after all, in milliseconds. Default: none.
   */
  readonly whileQueued: <A>(wait: Promise<A>, notQueued?: (result: A) => number) => Promise<A>;
  /** Requests sent so far. */
  readonly requests: () => number;
  readonly countRequest: () => void;
}

/**
 * @param deadlineMs Milliseconds from now.
 * @param onRequest Called for each request that is counted.
 */
export const makeOperationDeadline = (
  clock: Clock,
  deadlineMs: number,
  onRequest: () => void = () => undefined,
): OperationDeadline => {
  const started = clock.now();
  let queued = 0;
  let requests = 0;
  const elapsed = (): number => clock.now() - started - queued;
  return {
    queued: () => queued,
    elapsed,
    remaining: () => deadlineMs - elapsed(),
    whileQueued: async (wait, notQueued = () => 0) => {
      const began = clock.now();
      const result = await wait;
      queued += Math.max(0, clock.now() - began - notQueued(result));
      return result;
    },
    requests: () => requests,
    countRequest: () => {
      requests += 1;
      onRequest();
    },
  };
};
