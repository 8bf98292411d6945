import type { Clock } from "./clock.js";

/** The time of one call of Pulumi's, over all the requests and attempts that it takes. */
export interface Budget {
  /** Requests sent so far. */
  attempts: number;
  /** Milliseconds spent in waiting for a free slot or for a known window: they count against nothing. */
  waited: number;
  /** Milliseconds spent otherwise. */
  readonly spent: () => number;
  /** Milliseconds until the deadline; negative after it. */
  readonly remaining: () => number;
}

/** @param deadline In milliseconds. */
export const budget = (clock: Clock, deadline: number): Budget => {
  const started = clock.now();
  const made: Budget = {
    attempts: 0,
    waited: 0,
    spent: () => clock.now() - started - made.waited,
    remaining: () => deadline - made.spent(),
  };
  return made;
};
