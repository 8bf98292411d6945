import type { HttpResponse } from "../client.js";
import type { Clock } from "../../lib/clock.js";
import { makeCooldown, type Outcome } from "./cooldown.js";
import { header, parseRateLimitHeaders, parseRetryAfter, scopes } from "./headers.js";
import { makeRateLimitWindow, type RateLimitWindow } from "./rateLimitWindow.js";
import { makeServerClock } from "./serverClock.js";

/** Everything known about LaunchDarkly's limits. Moments are those of the local clock, in milliseconds. */
export interface RateLimits {
  /** When a request to this route may start; infinite if that depends on those in flight. */
  readonly availableAt: (route: string) => number;
  /** A request to this route starts. Returns the function to call when it ends, with the response if there is one. */
  readonly start: (route: string) => (response: HttpResponse | undefined) => void;
  /** Returns the response whose `Retry-After` reaches furthest, if that is beyond a moment. */
  readonly askedToWait: (beyond: number) => HttpResponse | undefined;
}

/** A longer `Retry-After` does not keep a process from trying again after an hour. */
const longestRetryAfterMs = 3_600_000;

export const makeRateLimits = (clock: Clock): RateLimits => {
  const server = makeServerClock(clock);
  const cooldown = makeCooldown(clock);
  const windows = new Map<string, RateLimitWindow>();
  let asked: { readonly response: HttpResponse; readonly until: number } | undefined;

  const windowsOf = (route: string) =>
    scopes.map((scope) => {
      const name = scope === "route" ? route : scope;
      const window = windows.get(name) ?? makeRateLimitWindow(clock);
      windows.set(name, window);
      return { scope, window };
    });
  const windowsAvailableAt = (route: string): number =>
    Math.max(...windowsOf(route).map(({ window }) => window.availableAt()));

  const outcomeOf = (route: string, response: HttpResponse | undefined): Outcome => {
    if (response === undefined) return "unknown";
    const waitMs = parseRetryAfter(response);
    if (waitMs !== undefined) {
      const until = clock.now() + Math.min(waitMs, longestRetryAfterMs);
      if (until >= (asked?.until ?? until)) asked = { response, until };
      return { retryAt: until };
    }
    if (response.status !== 429) return "passed";
    return windowsAvailableAt(route) > clock.now() ? "unknown" : { retryAt: undefined };
  };

  return {
    availableAt: (route) => Math.max(cooldown.availableAt(), windowsAvailableAt(route)),
    askedToWait: (beyond) => (asked !== undefined && asked.until > beyond ? asked.response : undefined),
    start: (route) => {
      const endInCooldown = cooldown.start();
      for (const { window } of windowsOf(route)) window.start();
      return (response) => {
        if (response !== undefined) server.heard(header(response, "date"));
        for (const { scope, window } of windowsOf(route)) {
          const limit = response && parseRateLimitHeaders(scope, response);
          window.update(limit && { ...limit, ends: server.toLocal(limit.resets), passed: response.status !== 429 });
        }
        endInCooldown(outcomeOf(route, response));
      };
    },
  };
};
