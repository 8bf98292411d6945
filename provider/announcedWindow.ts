import type { Clock } from "./clock.js";

/** A limit on the requests of a span of time. Moments are those of the local clock, in milliseconds. */
export interface Window {
  /** When the next request may go; in the past if one may go now, infinite if that depends on what is in flight. */
  readonly opens: () => number;
  /** @param at The moment, by which the window knows the request when it ends. */
  readonly entered: (at: number) => void;
}

/** What a reply says of a window. */
export interface News {
  /** Whether the request was counted, and not refused. */
  readonly passed: boolean;
  readonly remaining: number;
  /** The server's moment of the reset, which names the window. */
  readonly resets: number;
  /** The same moment here. */
  readonly ends: number;
}

export interface AnnouncedWindow extends Window {
  /** A request has ended; without news it may have been counted or not. */
  readonly left: (news: News | undefined) => void;
}

/**
 * A window that LaunchDarkly announces in the headers of its replies. Within a window what remains only shrinks, so that
 * the lowest word is the latest; what is in flight may or may not be counted in it, so it is counted again here: nothing
 * is sent that could be refused.
 */
export const announcedWindow = (clock: Clock): AnnouncedWindow => {
  let resets = -Infinity;
  let ends = Infinity;
  let remaining = Infinity;
  /** What the last window held, as far as was seen: the next is taken to hold as much until its first reply. */
  let size = Infinity;
  let most = 0;
  let inFlight = 0;

  const roll = (): void => {
    if (clock.now() < ends) return;
    if (most > 0) size = most;
    [remaining, ends, most] = [size, Infinity, 0];
  };
  return {
    opens: () => {
      roll();
      const nothingKnown = ends === Infinity && inFlight === 0;
      return remaining > inFlight || nothingKnown ? -Infinity : ends;
    },
    entered: () => {
      inFlight += 1;
    },
    left: (news) => {
      roll();
      inFlight -= 1;
      if (news === undefined) remaining -= 1;
      // Not late news of a window that is over.
      else if (news.resets >= resets && news.ends > clock.now()) {
        const isNew = news.resets > resets;
        remaining = isNew ? news.remaining : Math.min(remaining, news.remaining);
        most = Math.max(isNew ? 0 : most, news.remaining + (news.passed ? 1 : 0));
        ({ resets, ends } = news);
      }
    },
  };
};
