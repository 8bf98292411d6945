import { setTimeout } from "node:timers/promises";

/** Time and chance, so that tests can hold both. */
export interface Clock {
  /** Milliseconds since some moment; never goes back, whatever happens to the time of day. */
  readonly now: () => number;
  /** In milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => setTimeout(ms),
  random: Math.random,
};
