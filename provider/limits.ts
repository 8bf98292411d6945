import { announcedWindow, type AnnouncedWindow } from "./announcedWindow.js";
import { announcement, header, kinds, retryAfter, type Kind, type Seen } from "./announcement.js";
import type { Clock } from "./clock.js";
import { hiddenWindow } from "./hiddenWindow.js";
import { serverClock } from "./serverClock.js";

/** All that is known of LaunchDarkly's limits. Moments are those of the local clock, in milliseconds. */
export interface Limits {
  /** When a request of this route may go; infinite if that depends on what is in flight. */
  readonly opens: (route: string) => number;
  readonly entered: (route: string, at: number) => void;
  /** A request of this route, which entered at this moment, has ended, with its reply if there was one. */
  readonly left: (route: string, at: number, seen: Seen | undefined) => void;
}

/** The pause after a refusal that headers ought to explain but do not, in milliseconds; doubled each time. */
const firstPause = 500;
const longestPause = 10_000;

export const limits = (clock: Clock): Limits => {
  const server = serverClock(clock);
  const hidden = hiddenWindow(clock);
  const windows = new Map<string, AnnouncedWindow>();
  let announces = false;
  let paused = -Infinity;
  let unexplained = 0;

  const windowOf = (kind: Kind, route: string): AnnouncedWindow => {
    const name = kind === "route" ? route : kind;
    const window = windows.get(name) ?? announcedWindow(clock);
    windows.set(name, window);
    return window;
  };
  const announced = (route: string): number => Math.max(...kinds.map((kind) => windowOf(kind, route).opens()));
  const pause = (wait: number): void => {
    paused = Math.max(paused, clock.now() + wait);
  };

  const hear = (route: string, seen: Seen | undefined): void => {
    if (seen !== undefined) server.heard(header(seen, "date"));
    for (const kind of kinds) {
      const found = seen && announcement(kind, seen);
      const news = found && { ...found, ends: server.toLocal(found.resets), passed: seen.status !== 429 };
      // Resets in the past occur, and tell nothing.
      announces ||= news !== undefined && news.ends > clock.now();
      windowOf(kind, route).left(news);
    }
  };

  const refused = (route: string, at: number, wait: number | undefined): void => {
    if (wait !== undefined) pause(wait);
    if (wait !== undefined || !announces) {
      hidden.left(at, { wait });
      return;
    }
    hidden.left(at, "neither");
    const isExplained = announced(route) > clock.now();
    if (!isExplained && at >= paused) pause(Math.min(longestPause, firstPause * 2 ** unexplained++));
  };

  return {
    opens: (route) => Math.max(paused, hidden.opens(), announced(route)),
    entered: (route, at) => {
      for (const window of [hidden, ...kinds.map((kind) => windowOf(kind, route))]) window.entered(at);
    },
    left: (route, at, seen) => {
      hear(route, seen);
      const wait = seen && retryAfter(seen);
      if (seen?.status === 429) refused(route, at, wait);
      else {
        // Also a service that is down for a while may say for how long.
        if (wait !== undefined) pause(wait);
        if (seen !== undefined) unexplained = 0;
        hidden.left(at, seen === undefined ? "neither" : "passed");
      }
    },
  };
};
