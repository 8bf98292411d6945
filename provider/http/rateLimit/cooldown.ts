import type { Clock } from "../../lib/clock.js";

/**
 * A pause after a refusal that no window explains, then one probe at a time: each refusal doubles the pause, and each
 * request that passes allows one more in flight.
 */
export interface Cooldown {
  /** Time at which the next request may start; infinite if that depends on the requests in flight. */
  readonly availableAt: () => number;
  /** Records the start of a request. Returns the function to call at its end. */
  readonly start: () => (outcome: Outcome) => void;
}

/** Outcome of a request; `unknown` is no evidence about the pause. */
export type Outcome = "passed" | "unknown" | Refusal;

interface Refusal {
  /** Time from `Retry-After`, if there was one. */
  readonly retryAt: number | undefined;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;

export const makeCooldown = (clock: Clock): Cooldown => {
  let pausedUntil = -Infinity;
  let pauses = 0;
  /** Refusals since the last request that passed. */
  let refusals = 0;
  /** Numbers of requests from after the last pause that may be in flight and that are. */
  let allowed = Infinity;
  let inFlight = 0;

  return {
    availableAt: () => (inFlight < allowed ? pausedUntil : Infinity),
    start: () => {
      const startedAfter = pauses;
      inFlight += 1;
      return (outcome) => {
        // A request from before the pause is no evidence about its end, unless it has a later `Retry-After`.
        const isCurrent = startedAfter === pauses;
        if (isCurrent) inFlight -= 1;
        if (outcome === "unknown") return;
        if (outcome !== "passed") pausedUntil = Math.max(pausedUntil, outcome.retryAt ?? -Infinity);
        if (!isCurrent) return;
        if (outcome === "passed") {
          allowed += 1;
          refusals = 0;
          return;
        }
        const pauseMs = outcome.retryAt === undefined ? Math.min(longestPauseMs, firstPauseMs * 2 ** refusals) : 0;
        pausedUntil = Math.max(pausedUntil, clock.now() + pauseMs);
        refusals += 1;
        pauses += 1;
        [allowed, inFlight] = [1, 0];
      };
    },
  };
};
