import { makeRequestWindows } from "../../emulator/limits.js";
import * as E from "fp-ts/Either";
import type { ResponseInfo } from "../../provider/http/rateLimit/headers.js";
import type { RateLimiter } from "../../provider/http/rateLimit/rateLimiter.js";
import type { Clock } from "../../provider/lib/clock.js";

/** A server with fixed windows that are aligned to its own clock. */
export interface Limited {
  /** Length of a window in milliseconds. */
  readonly length: number;
  /** Requests of the account per window. */
  readonly global?: number;
  /** Requests per window to each route. */
  readonly route?: number;
  /** Requests of other clients in the first half of each window. Default 0. */
  readonly others?: number;
  /** Headers of the responses. Default `"all"`. */
  readonly headers?: "all" | "some" | "retry-after" | "none";
  /** The server's time of day when the clock shows 0, in milliseconds. */
  readonly epoch?: number;
  /** Milliseconds added to each announced reset. Default 0. */
  readonly resetOff?: number;
  /** Shortest and longest duration of a request in milliseconds. */
  readonly latency?: readonly [number, number];
}

/** Outcome of a number of requests. */
export interface Outcome {
  /** Milliseconds until the last response. */
  readonly time: number;
  /** Milliseconds until the last response if every window had been known and used from its start. */
  readonly ideal: number;
  /** Share of the sent requests that were refused. */
  readonly refused: number;
  /** Number of requests that were never admitted. */
  readonly failed: number;
  readonly mostInFlight: number;
  /** Maximum number of requests that began at the same moment. */
  readonly mostAtOnce: number;
}

export interface Load {
  readonly requests: number;
  readonly concurrency: number;
  /** Routes to use in turn. Default: one. */
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

/** Returns the emulator's rate limits on a simulated clock, with other clients of the same account. */
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
    // The other clients spread their calls over the first half of a window.
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

/** Returns the milliseconds if every window is used up from its start, at the given concurrency. */
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
