import { setTimeout as sleep } from "node:timers/promises";

/** Time and chance, so that tests can control both. */
export interface Clock {
  /** Milliseconds since an arbitrary moment; never goes back, even if the time of day is changed. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Runs a function later, unless the function that is returned is called first. */
  readonly schedule: (ms: number, run: () => void) => () => void;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => sleep(ms),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: Math.random,
};
