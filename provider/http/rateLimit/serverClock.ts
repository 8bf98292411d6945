import type { Clock } from "../../lib/clock.js";

/** LaunchDarkly's clock, so that a wrong local clock does not matter. */
export interface ServerClock {
  /** Records the `Date` header of a response that has just arrived. */
  readonly observe: (date: string | undefined) => void;
  /** Converts the server's epoch milliseconds to the local clock. */
  readonly toLocal: (epochMs: number) => number;
}

/**
 * `Date` is truncated to whole seconds and arrives late, so every measured difference is too small, and the largest is
 * the best. Too small is safe: a window seems to end later than it does.
 */
export const makeServerClock = (clock: Clock, timeOfDay: () => number = Date.now): ServerClock => {
  let skewMs: number | undefined;
  return {
    observe: (date) => {
      const measuredMs = Date.parse(date ?? "") - clock.now();
      if (!Number.isNaN(measuredMs)) skewMs = Math.max(skewMs ?? measuredMs, measuredMs);
    },
    toLocal: (epochMs) => epochMs - (skewMs ?? timeOfDay() - clock.now()),
  };
};
