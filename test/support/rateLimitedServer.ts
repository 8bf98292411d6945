import { makeRequestWindows } from "../../emulator/limits.js";
import * as E from "fp-ts/Either";
import type { ResponseInfo } from "../../provider/http/rateLimit/headers.js";
import type { RateLimiter } from "../../provider/http/rateLimit/rateLimiter.js";
import type { Clock } from "../../provider/lib/clock.js";

/** A server with fixed windows, which are aligned to its own clock. */
export interface Limited {
  /** The length of a window in milliseconds. */
  readonly length: number;
  /** Requests of the account per window. */
  readonly global?: number;
  /** Requests per window to each route. */
  readonly route?: number;
  /** What others use of the account's window, in its first half. Default 0. */
  readonly others?: number;
  /** What the replies tell of it. Default `"all"`. */
  readonly headers?: "all" | "some" | "retry-after" | "none";
  /** The server's time of day where the clock shows 0, in milliseconds. */
  readonly epoch?: number;
  /** Added to each reset that is announced. Default 0. */
  readonly resetOff?: number;
  /** The shortest and the longest time of a request, in milliseconds. */
  readonly latency?: readonly [number, number];
}

/** What became of a number of requests. */
export interface Outcome {
  /** Milliseconds until the last of them was answered. */
  readonly time: number;
  /** The same, if every window had been known and used from its first moment. */
  readonly ideal: number;
  /** The share of all requests sent that were refused. */
  readonly refused: number;
  /** How many were never admitted. */
  readonly failed: number;
  readonly mostInFlight: number;
  /** How many requests began at the same moment, at most. */
  readonly mostAtOnce: number;
}

export interface Load {
  readonly requests: number;
  readonly concurrency: number;
  /** They are used in turn. Default: one. */
  readonly routes?: readonly string[];
}

const day = Date.UTC(2026, 6, 7);

/** Sends requests through the rate limiter, each until it is not refused. */
export const sendAll = async (clock: Clock, limiter: RateLimiter, limits: Limited, load: Load): Promise<Outcome> => {
  const { requests, concurrency, routes = ["GET a"] } = load;
  const answer = server(clock, limits);
  const began = clock.now();
  const starts = new Map<number, number>();
  let [sent, refused, failed, inFlight, mostInFlight] = [0, 0, 0, 0, 0];
  const one = async (route: string): Promise<void> => {
    for (;;) {
      const acquired = await limiter.acquire(route);
      if (E.isLeft(acquired)) {
        failed += 1;
        return;
      }
      sent += 1;
      mostInFlight = Math.max(mostInFlight, ++inFlight);
      starts.set(clock.now(), (starts.get(clock.now()) ?? 0) + 1);
      const reply = await answer(route);
      inFlight -= 1;
      acquired.right({ ...reply, body: "" });
      if (reply.status === 200) return;
      refused += 1;
    }
  };
  await Promise.all(Array.from({ length: requests }, (_, index) => one(routes[index % routes.length] ?? "")));
  return {
    time: clock.now() - began,
    ideal: ideal(began + (limits.epoch ?? day), limits, { requests, concurrency, routes }),
    refused: refused / sent,
    failed,
    mostInFlight,
    mostAtOnce: Math.max(...starts.values()),
  };
};

/** The emulator's rate limiter on a simulated clock, beside others who use the same account. */
const server = (clock: Clock, limits: Limited): ((route: string) => Promise<ResponseInfo>) => {
  const { length, global, route: perRoute, headers: reported = "all" } = limits;
  const { epoch = day, others = 0, resetOff = 0, latency: [shortest, longest] = [20, 200] } = limits;
  const acquire = makeRequestWindows({
    windowMs: length,
    global,
    route: perRoute,
    headers: reported === "some" ? "all" : reported,
  });
  let window = NaN;
  let used = 0;

  const act = (route: string): ResponseInfo => {
    const now = clock.now() + epoch;
    const start = now - (now % length);
    if (start !== window) [window, used] = [start, 0];
    // Others spread their calls over the first half of a window.
    const due = Math.min(others, Math.ceil((others * (now - start)) / (length / 2)));
    for (; used < due; used++) acquire("GET others", now);
    const { refused, headers } = acquire(route, now);
    const sent = Object.entries({ Date: new Date(now).toUTCString(), ...headers }).map(
      ([name, value]) =>
        [name.toLowerCase(), name === "X-Ratelimit-Reset" ? String(Number(value) + resetOff) : value] as const,
    );
    const received = sent.filter(() => reported !== "some" || clock.random() < 0.6);
    return { status: refused ? 429 : 200, headers: Object.fromEntries(received) };
  };

  return async (route) => {
    const time = shortest + clock.random() * (longest - shortest);
    await clock.sleep(time / 2);
    const seen = act(route);
    await clock.sleep(time / 2);
    return seen;
  };
};

/** Every window is used up from its first moment, and only so many requests at once. */
const ideal = (
  began: number,
  { length, global = Infinity, route = Infinity, others = 0, latency: [shortest, longest] = [20, 200] }: Limited,
  { requests, concurrency, routes = [""] }: Load,
): number => {
  const perSecond = (concurrency / ((shortest + longest) / 2)) * 1_000;
  const room = Math.min(global - others, route * routes.length);
  let left = requests;
  let now = began;
  for (;;) {
    const ends = now - (now % length) + length;
    const possible = Math.min(room, ((ends - now) / 1_000) * perSecond);
    if (left <= possible) return now - began + (left / perSecond) * 1_000;
    left -= possible;
    now = ends;
  }
};
