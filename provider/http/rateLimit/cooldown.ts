import type { Clock } from "../../lib/clock.js";

/**
 * A pause after a refusal that no window explains. Then one request at a time finds out whether it is over: each refusal
 * doubles the pause, each request that passes lets one more be in flight.
 */
export interface Cooldown {
  /** When the next request may start; infinite if that depends on those in flight. */
  readonly availableAt: () => number;
  /** A request starts. Returns the function to call when it ends. */
  readonly start: () => (outcome: Outcome) => void;
}

/** How a request ended; `unknown` says nothing about the pause. */
export type Outcome = "passed" | "unknown" | Refusal;

export interface Refusal {
  /** The moment that `Retry-After` gives, if there was one. */
  readonly retryAt: number | undefined;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;

export const makeCooldown = (clock: Clock): Cooldown => {
  let until = -Infinity;
  let pauses = 0;
  /** Refusals since the last request that passed. */
  let refusals = 0;
  /** How many may be in flight of those that started since the last pause, and how many are. */
  let allowed = Infinity;
  let inFlight = 0;

  return {
    availableAt: () => (inFlight < allowed ? until : Infinity),
    start: () => {
      const startedAfter = pauses;
      inFlight += 1;
      return (outcome) => {
        // A request that started before the pause says nothing about its end, unless it brings a later `Retry-After`.
        const isCurrent = startedAfter === pauses;
        if (isCurrent) inFlight -= 1;
        if (outcome === "unknown") return;
        if (outcome !== "passed") until = Math.max(until, outcome.retryAt ?? -Infinity);
        if (!isCurrent) return;
        if (outcome === "passed") {
          allowed += 1;
          refusals = 0;
          return;
        }
        if (outcome.retryAt === undefined) {
          until = Math.max(until, clock.now() + Math.min(longestPauseMs, firstPauseMs * 2 ** refusals));
        }
        refusals += 1;
        pauses += 1;
        [allowed, inFlight] = [1, 0];
      };
    },
  };
};
