import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import type { ApiError } from "../errors/apiError.js";
import type { Clock } from "../lib/clock.js";
import type { OperationDeadline } from "./operationDeadline.js";
import { classifyFailure } from "./retryPolicy.js";

/** Milliseconds after the last failure until a probe is sent. */
const probeAfterMs = 5_000;

/**
 * Stops requests to a service that is down. Without it, each operation of a run would spend its own deadline: with
 * hundreds of groups that is hours.
 */
export interface CircuitBreaker {
  /** Whether every attempt has failed for a whole deadline. A deadline without any attempt closes the breaker again. */
  readonly isOpen: () => boolean;
  /**
   * Runs an attempt. While the breaker is open the attempt is rejected with the last error. Once nothing has failed for
   * five seconds the breaker is half-open: one attempt is the probe, and its outcome decides about those that wait for it.
   */
  readonly execute: <A>(attempt: TaskEither<ApiError, A>, deadline: OperationDeadline) => TaskEither<ApiError, A>;
}

/** Attempts that failed one after another, with no other outcome in between. */
interface Failing {
  readonly since: number;
  readonly until: number;
  readonly last: ApiError;
}

export const makeCircuitBreaker = (clock: Clock, deadlineMs: number): CircuitBreaker => {
  let failing: Failing | undefined;
  let probe: Promise<unknown> | undefined;

  const current = (): Failing | undefined =>
    failing !== undefined && clock.now() - failing.until < deadlineMs ? failing : undefined;
  const open = (): Failing | undefined => {
    const found = current();
    return found !== undefined && found.until - found.since >= deadlineMs ? found : undefined;
  };

  const recorded = async <A>(attempt: TaskEither<ApiError, A>): Promise<E.Either<ApiError, A>> => {
    const result = await attempt();
    const error = E.isLeft(result) ? result.left : undefined;
    // Nothing was sent.
    if (error?._tag === "RateLimitTimeout") return result;
    const now = clock.now();
    failing =
      error !== undefined && classifyFailure(error) === "transient"
        ? { since: current()?.since ?? now, until: now, last: error }
        : undefined;
    return result;
  };

  return {
    isOpen: () => open() !== undefined,
    execute: (attempt, deadline) => async () => {
      while (open() !== undefined && probe !== undefined) await deadline.whileQueued(probe);
      const down = open();
      if (down !== undefined && clock.now() - down.until < probeAfterMs) return E.left(down.last);
      const running = recorded(attempt);
      if (down === undefined) return running;
      probe = running;
      const result = await running;
      probe = undefined;
      return result;
    },
  };
};
