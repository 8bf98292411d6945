import type { Clock } from "./clock.js";

/** LaunchDarkly's clock, so that a wrong local one does not matter. */
export interface ServerClock {
  /** To be told the `Date` header of a reply on receipt. */
  readonly heard: (date: string | undefined) => void;
  /** The local moment of one of the server's, which is in epoch milliseconds. */
  readonly toLocal: (epoch: number) => number;
}

/**
 * `Date` is cut to whole seconds and is old by the time it arrives, so that each reading of the difference is too small:
 * the largest one is the nearest. Too small is the safe side: a window is then thought to end later than it does.
 */
export const serverClock = (clock: Clock, timeOfDay: () => number = Date.now): ServerClock => {
  let skew: number | undefined;
  return {
    heard: (date) => {
      const reading = Date.parse(date ?? "") - clock.now();
      if (!Number.isNaN(reading)) skew = Math.max(skew ?? reading, reading);
    },
    toLocal: (epoch) => epoch - (skew ?? timeOfDay() - clock.now()),
  };
};
