import type { HttpResponse } from "../client.js";
import type { Clock } from "../../lib/clock.js";
import { makeCooldown, type Outcome } from "./cooldown.js";
import { header, parseRateLimitHeaders, parseRetryAfter, scopes } from "./headers.js";
import { makeRateLimitWindow, type RateLimitWindow } from "./rateLimitWindow.js";
import { makeServerClock } from "./serverClock.js";

/** Tracks LaunchDarkly's rate limits. Times are those of the local clock, in milliseconds. */
export interface LimitTracker {
  /** Time at which a request to this route may start; infinite if that depends on the requests in flight. */
  readonly availableAt: (route: string) => number;
  /** Records the start of a request. Returns the function to call at its end, with the response if there is one. */
  readonly start: (route: string) => (response: HttpResponse | undefined) => void;
  /** Returns the response with the latest `Retry-After`, if that is after this time. */
  readonly retryAfterBeyond: (time: number) => HttpResponse | undefined;
}

/** Maximum of `Retry-After` that is honored: the process tries again after an hour. */
const longestRetryAfterMs = 3_600_000;

export const makeLimitTracker = (clock: Clock): LimitTracker => {
  const server = makeServerClock(clock);
  const cooldown = makeCooldown(clock);
  const windows = new Map<string, RateLimitWindow>();
  let latest: { readonly response: HttpResponse; readonly retryAt: number } | undefined;

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
      const retryAt = clock.now() + Math.min(waitMs, longestRetryAfterMs);
      if (retryAt >= (latest?.retryAt ?? retryAt)) latest = { response, retryAt };
      return { retryAt };
    }
    if (response.status !== 429) return "passed";
    return windowsAvailableAt(route) > clock.now() ? "unknown" : { retryAt: undefined };
  };

  return {
    availableAt: (route) => Math.max(cooldown.availableAt(), windowsAvailableAt(route)),
    retryAfterBeyond: (time) => (latest !== undefined && latest.retryAt > time ? latest.response : undefined),
    start: (route) => {
      const endInCooldown = cooldown.start();
      for (const { window } of windowsOf(route)) window.start();
      return (response) => {
        if (response !== undefined) server.observe(header(response, "date"));
        for (const { scope, window } of windowsOf(route)) {
          const limit = response && parseRateLimitHeaders(scope, response);
          window.update(limit && { ...limit, endsAt: server.toLocal(limit.resets), passed: response.status !== 429 });
        }
        endInCooldown(outcomeOf(route, response));
      };
    },
  };
};
