import type { Clock } from "../../lib/clock.js";

/** LaunchDarkly's clock, so that a wrong local one does not matter. */
export interface ServerClock {
  /** Records the `Date` header of a response that has just arrived. */
  readonly heard: (date: string | undefined) => void;
  /** Converts a moment of the server, in epoch milliseconds, to the local clock. */
  readonly toLocal: (epoch: number) => number;
}

/**
 * `Date` is cut to whole seconds and is old by the time it arrives, so that each reading of the difference is too small:
 * the largest one is the nearest. Too small is the safe side: a window is then thought to end later than it does.
 */
export const makeServerClock = (clock: Clock, timeOfDay: () => number = Date.now): ServerClock => {
  let skew: number | undefined;
  return {
    heard: (date) => {
      const reading = Date.parse(date ?? "") - clock.now();
      if (!Number.isNaN(reading)) skew = Math.max(skew ?? reading, reading);
    },
    toLocal: (epoch) => epoch - (skew ?? timeOfDay() - clock.now()),
  };
};
