import * as E from "fp-ts/Either";
import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import type { Clock } from "../lib/clock.js";
import type { OperationDeadline } from "./operationDeadline.js";

interface BackoffContext {
  readonly clock: Clock;
  readonly deadline: OperationDeadline;
}

const firstDelayMs = 200;
const backoffLimitMs = 10_000;

/**
 * Waits a random fraction of a delay that doubles with each retry ("full jitter"). Returns false, without waiting, if the
 * deadline would come first. @param retries Number of retries so far.
 */
export const backOff =
  (retries: number): ReaderTaskEither<BackoffContext, never, boolean> =>
  ({ deadline, clock }) =>
  async () => {
    const delayMs = clock.random() * Math.min(backoffLimitMs, firstDelayMs * 2 ** retries);
    if (delayMs >= deadline.remaining()) return E.right(false);
    await clock.sleep(delayMs);
    return E.right(true);
  };
