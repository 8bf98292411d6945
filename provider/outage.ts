import type { Clock } from "./clock.js";
import type { ApiError } from "./errors.js";

/** Milliseconds between two requests that see whether a service that is down has come back. */
const probeEvery = 5_000;

/**
 * Whether the service is down for everybody. Once nothing has come from it for a whole deadline, each further call of the
 * run would spend a deadline of its own: with hundreds of groups that is hours.
 */
export interface Outage {
  /** To be told how every attempt ended: with an error of the service itself, or with an answer. */
  readonly saw: (error: ApiError | undefined) => void;
  /** Whether retrying is pointless by now. */
  readonly isDown: () => boolean;
  /** What a call that comes now fails with; undefined where it should try. */
  readonly refusal: () => ApiError | undefined;
}

/** @param deadline In milliseconds. */
export const outage = (clock: Clock, deadline: number): Outage => {
  let since: number | undefined;
  let last: ApiError | undefined;
  let probed = 0;
  const isDown = (): boolean => since !== undefined && clock.now() - since >= deadline;
  return {
    isDown,
    saw: (error) => {
      since = error === undefined ? undefined : (since ?? clock.now());
      last = error;
    },
    refusal: () => {
      if (!isDown()) return undefined;
      if (clock.now() - probed < probeEvery) return last;
      probed = clock.now();
      return undefined;
    },
  };
};
