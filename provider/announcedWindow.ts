import type { Clock } from "./clock.js";

/** A limit on the requests of a span of time. Moments are those of the local clock, in milliseconds. */
export interface Window {
  /** When the next request may go; in the past if one may go now. */
  readonly opens: () => number;
  readonly entered: (at: number) => void;
  readonly left: (at: number) => void;
}

export interface AnnouncedWindow extends Window {
  /** @param resets The server's moment of the reset, which names the window. @param ends The same moment here. */
  readonly heard: (remaining: number, resets: number, ends: number) => void;
}

/**
 * A window that LaunchDarkly announces in the headers of its replies. What is in flight may or may not be counted in its
 * last word on what remains, so it is counted again here: nothing is sent that could be refused.
 */
export const announcedWindow = (clock: Clock): AnnouncedWindow => {
  let resets = -Infinity;
  let ends = Infinity;
  let remaining = Infinity;
  /** What the last window held, as far as was seen: the next is taken to hold as much until its first reply. */
  let size = Infinity;
  let most = 0;
  let inFlight = 0;
  return {
    opens: () => {
      if (clock.now() >= ends) {
        if (most > 0) size = most;
        [remaining, ends, most] = [size, Infinity, 0];
      }
      const nothingKnown = ends === Infinity && inFlight === 0;
      return remaining > inFlight || nothingKnown ? -Infinity : ends;
    },
    entered: () => {
      inFlight += 1;
    },
    left: () => {
      inFlight -= 1;
      remaining -= 1;
    },
    heard: (left, id, end) => {
      // Late news of a window that is over.
      if (id < resets || end <= clock.now()) return;
      remaining = id === resets ? Math.min(remaining, left) : left;
      most = Math.max(id === resets ? most : 0, left + 1);
      [resets, ends] = [id, end];
    },
  };
};
