import type { Seen } from "./announcement.js";
import type { Clock } from "./clock.js";
import { limits } from "./limits.js";

/** To be called when a request has ended, with its reply if there was one. */
export type Leave = (seen: Seen | undefined) => void;

/** The one gate that all requests of a process pass. */
export interface Gate {
  /** Waits for a free slot and for every window of the route; undefined if that takes longer than ten minutes. */
  readonly enter: (route: string) => Promise<Leave | undefined>;
}

/** How long a call may wait for slots and windows, in milliseconds. */
export const longestWait = 600_000;
/** How long the first request of a process goes alone at most, in milliseconds: others may have used up the window. */
const alone = 1_000;
/** Up to so many milliseconds more, so that processes that wait for the same window do not all wake at once. */
const jitter = 250;

interface Waiter {
  readonly route: string;
  readonly gaveUp: number;
  readonly go: (admitted: boolean) => void;
}

export const gate = (clock: Clock, maxConcurrency: number): Gate => {
  const known = limits(clock);
  let waiters: readonly Waiter[] = [];
  let inFlight = 0;
  let begun = Infinity;
  let heard = false;
  let wakes = Infinity;

  /** When a request of this route may go; infinite if that depends on what is in flight. */
  const opens = (route: string): number => {
    if (inFlight >= maxConcurrency) return Infinity;
    return Math.max(known.opens(route), heard || inFlight === 0 ? -Infinity : begun + alone);
  };

  const admit = (): void => {
    const now = clock.now();
    let next = Infinity;
    waiters = waiters.filter(({ route, gaveUp, go }) => {
      const open = opens(route);
      // What depends on what is in flight is looked at again when that ends.
      const isHopeless = open < Infinity ? open > gaveUp : now >= gaveUp;
      if (open <= now || isHopeless) {
        go(open <= now);
        return false;
      }
      next = Math.min(next, open);
      return true;
    });
    wake(next);
  };

  const wake = (at: number): void => {
    if (at >= wakes) return;
    wakes = at;
    void clock.sleep(at - clock.now() + clock.random() * jitter).then(() => {
      // Not if something else was to come sooner.
      if (wakes !== at) return;
      wakes = Infinity;
      admit();
    });
  };

  const pass = (route: string): Leave => {
    const at = clock.now();
    begun = Math.min(begun, at);
    inFlight += 1;
    known.entered(route, at);
    return (seen) => {
      inFlight -= 1;
      heard ||= seen !== undefined;
      known.left(route, at, seen);
      admit();
    };
  };

  return {
    enter: (route) =>
      new Promise((settle) => {
        const go = (admitted: boolean): void => {
          settle(admitted ? pass(route) : undefined);
        };
        waiters = [...waiters, { route, gaveUp: clock.now() + longestWait, go }];
        admit();
      }),
  };
};
