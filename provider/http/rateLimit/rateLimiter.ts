import * as E from "fp-ts/Either";
import type { HttpResponse } from "../client.js";
import type { Clock } from "../../lib/clock.js";
import { makeRateLimits } from "./rateLimits.js";

/** To be called when a request has ended, with its response if there is one. */
export type Release = (response: HttpResponse | undefined) => void;

/** The one rate limiter of all requests of a process. */
export interface RateLimiter {
  /**
   * Waits for a free slot and for every limit of the route. Returns a Left if that takes longer than ten minutes, with the
   * response that asked to wait so long if there is one.
   */
  readonly acquire: (route: string) => Promise<Acquired>;
}
type Acquired = E.Either<HttpResponse | undefined, Release>;

/** How long an operation may wait for slots and limits. */
export const longestWaitMs = 600_000;
/** How long the first request of a process is alone at most: others may have used up the window. */
const aloneMs = 1_000;
/** Added to each wait at most, so that processes that wait for the same window do not all wake at once. */
const jitterMs = 250;

interface Waiter {
  readonly route: string;
  readonly givesUpAt: number;
  readonly settle: (acquired: Acquired) => void;
}

export const makeRateLimiter = (clock: Clock, maxConcurrency: number): RateLimiter => {
  const limits = makeRateLimits(clock);
  let waiters: readonly Waiter[] = [];
  let inFlight = 0;
  let firstAt = Infinity;
  let isAnswered = false;
  let timer: { readonly at: number; readonly cancel: () => void } | undefined;

  /** When a request to this route may start; infinite if that depends on those in flight. */
  const availableAt = (route: string): number => {
    if (inFlight >= maxConcurrency) return Infinity;
    return Math.max(limits.availableAt(route), isAnswered || inFlight === 0 ? -Infinity : firstAt + aloneMs);
  };

  const admit = (): void => {
    const now = clock.now();
    let next = Infinity;
    waiters = waiters.filter(({ route, givesUpAt, settle }) => {
      const available = availableAt(route);
      if (available <= now) {
        settle(E.right(start(route)));
        return false;
      }
      // What depends on requests in flight is looked at again when one of them ends.
      if (available < Infinity ? available > givesUpAt : now >= givesUpAt) {
        settle(E.left(limits.askedToWait(givesUpAt)));
        return false;
      }
      next = Math.min(next, available);
      return true;
    });
    wakeAt(next);
  };

  /** No timer is left when nobody waits for it: it would keep the process alive. */
  const wakeAt = (at: number): void => {
    if (at === timer?.at) return;
    timer?.cancel();
    timer = undefined;
    if (at === Infinity) return;
    const cancel = clock.schedule(at - clock.now() + clock.random() * jitterMs, () => {
      timer = undefined;
      admit();
    });
    timer = { at, cancel };
  };

  const start = (route: string): Release => {
    firstAt = Math.min(firstAt, clock.now());
    inFlight += 1;
    const end = limits.start(route);
    return (response) => {
      inFlight -= 1;
      isAnswered ||= response !== undefined;
      end(response);
      admit();
    };
  };

  return {
    acquire: (route) =>
      new Promise((settle) => {
        waiters = [...waiters, { route, givesUpAt: clock.now() + longestWaitMs, settle }];
        admit();
      }),
  };
};
