import { announcedWindow, type AnnouncedWindow } from "./announcedWindow.js";
import type { Clock } from "./clock.js";
import { hiddenWindow } from "./hiddenWindow.js";
import { serverClock } from "./serverClock.js";

/** What a reply says about the limits. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** To be called when a request has ended, with its reply if there was one. */
export type Leave = (seen: Seen | undefined) => void;

/** The one gate that all requests of a process pass. */
export interface Gate {
  /** Waits for a free slot and for every window of the route; undefined if that took longer than ten minutes. */
  readonly enter: (route: string) => Promise<Leave | undefined>;
}

/** How long a call may wait for slots and windows, in milliseconds. */
export const longestWait = 600_000;
/** How long the first request of a process goes alone at most, in milliseconds: others may have used up the window. */
const alone = 1_000;
/** Up to so many milliseconds more, so that processes that wait for the same window do not all wake at once. */
const jitter = 250;

interface Waiter {
  readonly windows: readonly (AnnouncedWindow | ReturnType<typeof hiddenWindow>)[];
  readonly gaveUp: number;
  readonly go: (admitted: boolean) => void;
}

/** The windows that LaunchDarkly announces: what remains, and when it resets. */
const announcements = [
  ["global", "x-ratelimit-global-remaining", "x-ratelimit-reset"],
  ["token", "x-ratelimit-auth-token-remaining", "x-ratelimit-auth-token-reset"],
  ["route", "x-ratelimit-route-remaining", "x-ratelimit-reset"],
] as const;

export const gate = (clock: Clock, maxConcurrency: number): Gate => {
  const server = serverClock(clock);
  const hidden = hiddenWindow(clock);
  const windows = new Map<string, AnnouncedWindow>();
  let waiters: readonly Waiter[] = [];
  let inFlight = 0;
  let begun = Infinity;
  let heard = false;
  let paused = -Infinity;
  let wakes = Infinity;

  const named = (name: string): AnnouncedWindow => {
    const window = windows.get(name) ?? announcedWindow(clock);
    windows.set(name, window);
    return window;
  };
  const windowOf = (kind: string, route: string): AnnouncedWindow => named(kind === "route" ? route : kind);

  const slotOpens = (): number => {
    if (inFlight >= maxConcurrency) return Infinity;
    return Math.max(paused, heard || inFlight === 0 ? -Infinity : begun + alone);
  };

  const learn = (route: string, at: number, { status, headers }: Seen): void => {
    const header = (name: string): string | undefined => [headers[name]].flat()[0];
    heard = true;
    server.heard(header("date"));
    for (const [kind, remainingName, resetName] of announcements) {
      const remaining = Number.parseInt(header(remainingName) ?? "", 10);
      const resets = Number.parseInt(header(resetName) ?? header("x-ratelimit-reset") ?? "", 10);
      if (remaining >= 0 && resets > 0) windowOf(kind, route).heard(remaining, resets, server.toLocal(resets));
    }
    const wait = retryAfter(header("retry-after"), header("date"));
    if (wait !== undefined) paused = Math.max(paused, clock.now() + wait);
    if (status !== 429) hidden.passed(at);
    else if (wait !== undefined || announcements.every(([kind]) => windowOf(kind, route).opens() <= clock.now())) {
      hidden.refused(at, wait);
    }
  };

  const admit = (): void => {
    const now = clock.now();
    let next = Infinity;
    waiters = waiters.filter(({ windows: ways, gaveUp, go }) => {
      const opens = Math.max(slotOpens(), ...ways.map((window) => window.opens()));
      if (opens > now && gaveUp > now) {
        next = Math.min(next, opens, gaveUp);
        return true;
      }
      go(opens <= now);
      return false;
    });
    if (next < wakes) {
      wakes = next;
      void clock.sleep(next - now + clock.random() * jitter).then(() => {
        wakes = Infinity;
        admit();
      });
    }
  };

  return {
    enter: (route) =>
      new Promise((settle) => {
        const ways = [hidden, ...announcements.map(([kind]) => windowOf(kind, route))];
        const go = (admitted: boolean): void => {
          if (!admitted) {
            settle(undefined);
            return;
          }
          const at = clock.now();
          begun = Math.min(begun, at);
          inFlight += 1;
          for (const window of ways) window.entered(at);
          settle((seen) => {
            inFlight -= 1;
            for (const window of ways) window.left(at);
            if (seen !== undefined) learn(route, at, seen);
            admit();
          });
        };
        waiters = [...waiters, { windows: ways, gaveUp: clock.now() + longestWait, go }];
        admit();
      }),
  };
};

/** In milliseconds; it is given in seconds or as a date, which is the server's. */
const retryAfter = (value: string | undefined, date: string | undefined): number | undefined => {
  if (value === undefined) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.parse(date ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};
