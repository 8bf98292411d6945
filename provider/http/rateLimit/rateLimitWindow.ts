import type { Clock } from "../../lib/clock.js";

/** State of a window, from the headers of a response. */
export interface WindowState {
  /** Whether the request was counted rather than refused. */
  readonly passed: boolean;
  readonly remaining: number;
  /** Time of the reset by the server's clock, which identifies the window. */
  readonly resets: number;
  /** Time of the reset by the local clock, in milliseconds. */
  readonly endsAt: number;
}

/**
 * A window that LaunchDarkly announces in headers. `remaining` only shrinks within a window, so the lowest number is the
 * latest. It may not count the requests in flight, so they are subtracted: no request is sent that could be refused.
 */
export interface RateLimitWindow {
  /** Time at which the next request may start; infinite if that depends on the requests in flight. */
  readonly availableAt: () => number;
  readonly start: () => void;
  /** Ends a request; without a state it may or may not have been counted. */
  readonly update: (state: WindowState | undefined) => void;
}

/** LaunchDarkly's windows are ten seconds long: a reset far in the future is an error and would block the process. */
const longestMs = 60_000;

export const makeRateLimitWindow = (clock: Clock): RateLimitWindow => {
  let resets = -Infinity;
  let endsAt = Infinity;
  let remaining = Infinity;
  /** Known size of the last window, which the next window is assumed to have until its first response. */
  let size = Infinity;
  let mostSeen = 0;
  let inFlight = 0;

  const reset = (): void => {
    if (clock.now() < endsAt) return;
    if (mostSeen > 0) size = mostSeen;
    [remaining, endsAt, mostSeen] = [size, Infinity, 0];
  };
  return {
    availableAt: () => {
      reset();
      const isUnknown = endsAt === Infinity && inFlight === 0;
      return remaining > inFlight || isUnknown ? -Infinity : endsAt;
    },
    start: () => {
      inFlight += 1;
    },
    update: (state) => {
      reset();
      inFlight -= 1;
      if (state === undefined) remaining -= 1;
      // A late response may be about an earlier window.
      else if (state.resets >= resets && state.endsAt > clock.now() && state.endsAt <= clock.now() + longestMs) {
        const isNew = state.resets > resets;
        remaining = isNew ? state.remaining : Math.min(remaining, state.remaining);
        mostSeen = Math.max(isNew ? 0 : mostSeen, state.remaining + (state.passed ? 1 : 0));
        ({ resets, endsAt } = state);
      }
    },
  };
};
