import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import type { ApiError } from "../errors/apiError.js";
import type { Clock } from "../lib/clock.js";
import type { OperationDeadline } from "./operationDeadline.js";
import { classifyFailure } from "./retryPolicy.js";

const halfOpenAfterMs = 5_000;

/** Rejects attempts during an outage: otherwise each of hundreds of operations would wait for its whole deadline. */
export interface CircuitBreaker {
  /** Whether every attempt during a whole deadline has failed. A deadline without any attempt closes the breaker again. */
  readonly isOpen: () => boolean;
  /**
   * Runs an attempt, or rejects it with the last error while the breaker is open. Five seconds after the last failure the
   * breaker is half-open: one attempt is the probe, and the others wait for its outcome.
   */
  readonly execute: <A>(attempt: TaskEither<ApiError, A>, deadline: OperationDeadline) => TaskEither<ApiError, A>;
}

/** Consecutive failures. */
interface Failures {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly last: ApiError;
}

export const makeCircuitBreaker = (clock: Clock, deadlineMs: number): CircuitBreaker => {
  let failures: Failures | undefined;
  let probe: Promise<unknown> | undefined;

  const recent = (): Failures | undefined =>
    failures !== undefined && clock.now() - failures.lastAt < deadlineMs ? failures : undefined;
  const open = (): Failures | undefined => {
    const found = recent();
    return found !== undefined && found.lastAt - found.firstAt >= deadlineMs ? found : undefined;
  };

  const record = (error: ApiError | undefined): void => {
    if (error?._tag === "RateLimitTimeout") return; // nothing was sent
    const now = clock.now();
    failures =
      error !== undefined && classifyFailure(error) === "transient"
        ? { firstAt: recent()?.firstAt ?? now, lastAt: now, last: error }
        : undefined;
  };
  const recorded = async <A>(attempt: TaskEither<ApiError, A>): Promise<E.Either<ApiError, A>> => {
    const result = await attempt();
    record(E.isLeft(result) ? result.left : undefined);
    return result;
  };

  return {
    isOpen: () => open() !== undefined,
    execute: (attempt, deadline) => async () => {
      while (open() !== undefined && probe !== undefined) await deadline.whileQueued(probe);
      const down = open();
      if (down === undefined) return recorded(attempt);
      if (clock.now() - down.lastAt < halfOpenAfterMs) return E.left(down.last);
      const running = recorded(attempt);
      probe = running;
      const result = await running;
      probe = undefined;
      return result;
    },
  };
};
