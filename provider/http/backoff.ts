import * as E from "fp-ts/Either";
import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import type { Clock } from "../lib/clock.js";
import type { OperationDeadline } from "./operationDeadline.js";

interface Timed {
  readonly clock: Clock;
  readonly deadline: OperationDeadline;
}

const firstMs = 200;
const longestMs = 10_000;

/** The longest wait before a retry, in milliseconds: doubled each time, up to ten seconds. @param retries Made so far. */
export const backoffMs = (retries: number): number => Math.min(longestMs, firstMs * 2 ** retries);

/** Waits for a random part of the back-off ("full jitter"). Returns false, without waiting, if the deadline comes first. */
export const backOff =
  (retries: number): ReaderTaskEither<Timed, never, boolean> =>
  ({ deadline, clock }) =>
  async () => {
    const waitMs = clock.random() * backoffMs(retries);
    if (waitMs >= deadline.remaining()) return E.right(false);
    await clock.sleep(waitMs);
    return E.right(true);
  };
