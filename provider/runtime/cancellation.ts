import * as E from "fp-ts/Either";
import { canceled } from "../errors/apiError.js";
import type { ProcessContext } from "./context.js";

/** Ends the operations of a process early. */
export interface Cancellation {
  readonly cancel: () => void;
  /** Returns a context in which nothing is sent and nothing waits after the cancellation. Requests in flight continue. */
  readonly apply: (context: ProcessContext) => ProcessContext;
}

export const makeCancellation = (): Cancellation => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let isCanceled = false;
  return {
    cancel: () => {
      isCanceled = true;
      resolve(undefined);
    },
    apply: (context) => ({
      ...context,
      clock: { ...context.clock, sleep: (ms) => Promise.race([context.clock.sleep(ms), promise]) },
      rateLimiter: {
        acquire: (route) =>
          Promise.race([context.rateLimiter.acquire(route), promise.then(() => E.right(() => undefined))]),
      },
      transport: (request, timeoutMs) => () =>
        isCanceled ? Promise.resolve(E.left(canceled)) : context.transport(request, timeoutMs)(),
    }),
  };
};
