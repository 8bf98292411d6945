import * as E from "fp-ts/Either";
import type { HttpResponse } from "../client.js";
import type { Clock } from "../../lib/clock.js";
import { makeLimitTracker } from "./limitTracker.js";

/** Ends a request, with its response if there is one. */
export type Release = (response: HttpResponse | undefined) => void;

/** Shared by all requests of a process. */
export interface RateLimiter {
  /**
   * Waits for a free slot and for every limit of the route. Returns a Left if that takes longer than ten minutes, with the
   * response that asked for such a wait if there is one.
   */
  readonly acquire: (route: string) => Promise<Acquired>;
}
type Acquired = E.Either<HttpResponse | undefined, Release>;

export const longestWaitMs = 600_000;
/** Maximum time for which the first request of a process is sent alone: other processes may have used up the window. */
const longestAloneMs = 1_000;
/** Keeps processes that wait for the same window from waking at the same time. */
const jitterMs = 250;

interface Waiter {
  readonly route: string;
  readonly expiresAt: number;
  readonly settle: (acquired: Acquired) => void;
}

export const makeRateLimiter = (clock: Clock, maxConcurrency: number): RateLimiter => {
  const limits = makeLimitTracker(clock);
  let waiters: readonly Waiter[] = [];
  let inFlight = 0;
  let firstStartedAt = Infinity;
  let hasResponse = false;
  let timer: { readonly at: number; readonly cancel: () => void } | undefined;

  /** Time at which a request to this route may start; infinite if that depends on the requests in flight. */
  const availableAt = (route: string): number => {
    if (inFlight >= maxConcurrency) return Infinity;
    const alone = hasResponse || inFlight === 0 ? -Infinity : firstStartedAt + longestAloneMs;
    return Math.max(limits.availableAt(route), alone);
  };

  const admit = (): void => {
    const now = clock.now();
    let next = Infinity;
    waiters = waiters.filter(({ route, expiresAt, settle }) => {
      const available = availableAt(route);
      if (available <= now) {
        settle(E.right(start(route)));
        return false;
      }
      // If it depends on the requests in flight, the end of one of them calls this again.
      if (available < Infinity ? available > expiresAt : now >= expiresAt) {
        settle(E.left(limits.retryAfterBeyond(expiresAt)));
        return false;
      }
      next = Math.min(next, available);
      return true;
    });
    wakeAt(next);
  };

  /** Keeps one timer, or none if no request waits, because a timer keeps the process alive. */
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
    firstStartedAt = Math.min(firstStartedAt, clock.now());
    inFlight += 1;
    const end = limits.start(route);
    return (response) => {
      inFlight -= 1;
      hasResponse ||= response !== undefined;
      end(response);
      admit();
    };
  };

  return {
    acquire: (route) =>
      new Promise((settle) => {
        waiters = [...waiters, { route, expiresAt: clock.now() + longestWaitMs, settle }];
        admit();
      }),
  };
};
