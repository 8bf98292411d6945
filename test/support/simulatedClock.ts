import { random as seeded } from "../../emulator/random.js";
import type { Clock } from "../../provider/lib/clock.js";

/** Time that passes only while work sleeps, and random numbers that are the same each time. */
export interface SimulatedClock extends Clock {
  /** Lets time pass until a promise settles. Rejects if no work sleeps and the promise is still pending. */
  readonly run: <A>(work: Promise<A>) => Promise<A>;
  /** Number of pending sleeps. */
  readonly sleepers: () => number;
}

/** Epoch milliseconds when a simulated clock shows 0. */
export const epochMs = 1_700_000_000_000;

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * @param start What the clock shows at first: `performance.now()` is no time of day.
 * @param tick By how much it goes on each time it is looked at, as a real one does.
 */
export const simulatedClock = (seed = 1, start = 5_000, tick = 0): SimulatedClock => {
  let time = start;
  let asleep: Sleeper[] = [];
  const random = seeded(seed);
  const next = (): Sleeper | undefined => {
    const [first] = asleep.sort((a, b) => a.until - b.until);
    return first;
  };
  const schedule: Clock["schedule"] = (ms, wake) => {
    if (!(ms >= 0)) throw new RangeError(`slept for ${String(ms)} ms`);
    const sleeper = { until: time + ms, wake };
    asleep.push(sleeper);
    return () => {
      asleep = asleep.filter((other) => other !== sleeper);
    };
  };
  return {
    now: () => (time += tick),
    wallTime: () => epochMs + time,
    random,
    schedule,
    sleep: (ms) => new Promise((wake) => void schedule(ms, wake)),
    sleepers: () => asleep.length,
    run: async (work) => {
      const state = { open: true };
      const done = work.finally(() => (state.open = false));
      done.catch(() => undefined);
      for (;;) {
        await settled();
        if (!state.open) return done;
        const sleeper = next();
        if (sleeper === undefined) throw new Error("deadlock: nobody sleeps, and it is not done");
        asleep = asleep.filter((other) => other !== sleeper);
        time = Math.max(time, sleeper.until);
        sleeper.wake();
      }
    },
  };
};

/** Waits until all work that needs no time has run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
