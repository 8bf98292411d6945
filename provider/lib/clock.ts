import { setTimeout as sleep } from "node:timers/promises";

/** Time and randomness, which tests control. */
export interface Clock {
  /** Milliseconds since an arbitrary moment. Never goes back, even if the system time changes. */
  readonly now: () => number;
  /** Epoch milliseconds by the clock of this machine. */
  readonly wallTime: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Runs a function later; returns a function that cancels it. */
  readonly schedule: (ms: number, run: () => void) => () => void;
  /** From 0 to below 1. */
  readonly random: () => number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  sleep: (ms) => sleep(ms),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: Math.random,
};
