import type { Clock } from "../../lib/clock.js";

/** What a response says about a window. */
export interface WindowState {
  /** Whether the request was counted, and not refused. */
  readonly passed: boolean;
  readonly remaining: number;
  /** The server's moment of the reset, which names the window. */
  readonly resets: number;
  /** The same moment on the local clock, in milliseconds. */
  readonly ends: number;
}

/**
 * A window that LaunchDarkly announces in the headers of its responses. Within a window what remains only shrinks, so the
 * lowest number is the latest. Requests in flight may or may not be included in it, so they are subtracted again here: no
 * request is sent that could be refused.
 */
export interface RateLimitWindow {
  /** When the next request may start; in the past if it may now, infinite if that depends on those in flight. */
  readonly availableAt: () => number;
  /** A request starts. */
  readonly start: () => void;
  /** A request has ended; without a state it may or may not have been counted. */
  readonly update: (state: WindowState | undefined) => void;
}

export const makeRateLimitWindow = (clock: Clock): RateLimitWindow => {
  let resets = -Infinity;
  let ends = Infinity;
  let remaining = Infinity;
  /** What the last window held, as far as was seen: assumed of the next one until its first response. */
  let size = Infinity;
  let most = 0;
  let inFlight = 0;

  const reset = (): void => {
    if (clock.now() < ends) return;
    if (most > 0) size = most;
    [remaining, ends, most] = [size, Infinity, 0];
  };
  return {
    availableAt: () => {
      reset();
      const nothingKnown = ends === Infinity && inFlight === 0;
      return remaining > inFlight || nothingKnown ? -Infinity : ends;
    },
    start: () => {
      inFlight += 1;
    },
    update: (state) => {
      reset();
      inFlight -= 1;
      if (state === undefined) remaining -= 1;
      // A late response may be about a window that is over.
      else if (state.resets >= resets && state.ends > clock.now()) {
        const isNew = state.resets > resets;
        remaining = isNew ? state.remaining : Math.min(remaining, state.remaining);
        most = Math.max(isNew ? 0 : most, state.remaining + (state.passed ? 1 : 0));
        ({ resets, ends } = state);
      }
    },
  };
};
