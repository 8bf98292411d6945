import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import type { ResponseInfo } from "../../../../provider/http/rateLimit/headers.js";
import { random as seeded } from "../../../../emulator/random.js";
import { longestWaitMs, makeRateLimiter, type RateLimiter } from "../../../../provider/http/rateLimit/rateLimiter.js";
import { simulatedClock, type SimulatedClock } from "../../../support/simulatedClock.js";
import { sendAll, type Limited, type Load, type Outcome } from "../../../support/rateLimitedServer.js";

const second = 1_000;
const hour = 3_600 * second;
/** Unavoidable delay: the first request is sent alone, `Date` has whole seconds, and wake-ups are spread. */
const late = 1.5 * second;
const seeds = [1, 2, 3, 4, 5] as const;

/** Runs one load on servers at different points of their windows. */
const outcomes = async (limited: Limited, load: Partial<Load> = {}): Promise<readonly Outcome[]> => {
  const seen: Outcome[] = [];
  for (const seed of seeds) {
    const clock = simulatedClock(seed, seed * 1_737.3);
    const limiter = makeRateLimiter(clock, 8);
    seen.push(await clock.run(sendAll(clock, limiter, limited, { requests: 100, concurrency: 8, ...load })));
  }
  return seen;
};

type Release = (response: ResponseInfo | undefined) => void;

/** Returns undefined if the limiter gives up. */
const acquire = async (limiter: RateLimiter, route: string): Promise<Release | undefined> => {
  const acquired = await limiter.acquire(route);
  if (E.isLeft(acquired)) return undefined;
  return (response) => {
    acquired.right(response && { body: "", ...response });
  };
};

interface Figures {
  readonly refused: number;
  /** Maximum time for an ideal time. */
  readonly time: (ideal: number) => number;
}

const keep = (seen: readonly Outcome[], { refused, time }: Figures): void => {
  for (const outcome of seen) {
    expect(outcome.failed, "failed").to.equal(0);
    expect(outcome.mostInFlight, "in flight").to.be.at.most(8);
    expect(outcome.time, `the time, ideally ${outcome.ideal.toFixed(0)} ms`).to.be.at.most(time(outcome.ideal));
  }
  const share = seen.reduce((sum, outcome) => sum + outcome.refused, 0) / seen.length;
  expect(share, "the share of refused requests").to.be.at.most(refused);
};

const quarter = (ideal: number): number => 1.25 * ideal + late;

describe("the rate limiter with headers that announce the window", () => {
  for (const length of [10 * second, 2 * second, second]) {
    for (const limit of [5, 20, 50]) {
      it(`is never refused and uses most of ${String(limit)} requests in ${String(length)} ms`, async () => {
        for (const requests of [30, 100, 300]) {
          keep(await outcomes({ length, global: limit }, { requests }), { refused: 0, time: quarter });
        }
      });
    }
  }

  it("keeps the windows of several routes apart", async () => {
    const routes = ["GET a", "POST b", "PATCH a"];
    for (const route of [5, 20]) {
      const seen = await outcomes({ length: 10 * second, route }, { requests: 150, routes });
      keep(seen, { refused: 0.02, time: quarter });
    }
  });

  it("keeps the limits of the account and of each route at the same time", async () => {
    const limited = { length: 10 * second, global: 30, route: 20 };
    keep(await outcomes(limited, { requests: 200, routes: ["GET a", "GET b"] }), { refused: 0.02, time: quarter });
  });

  it("adapts to other clients that use a part of each window", async () => {
    for (const [global, others] of [
      [5, 2],
      [20, 8],
      [50, 40],
    ] as const) {
      keep(await outcomes({ length: 10 * second, global, others }), { refused: 0.15, time: quarter });
    }
  });

  it("works with a local clock that is wrong by an hour", async () => {
    for (const wrong of [-hour, hour]) {
      const limited = { length: 10 * second, global: 20, epoch: Date.now() + wrong };
      keep(await outcomes(limited), { refused: 0, time: quarter });
    }
  });

  it("works with slow and with fast responses", async () => {
    for (const latency of [
      [1, 5],
      [500, 3_000],
    ] as const) {
      keep(await outcomes({ length: 10 * second, global: 20, latency }), { refused: 0.02, time: quarter });
    }
  });

  it("works if headers are often missing", async () => {
    for (const limit of [5, 20, 50]) {
      const limited: Limited = { length: 10 * second, global: limit, headers: "some" };
      const oneMore = (ideal: number) => quarter(ideal) + limited.length;
      keep(await outcomes(limited, { requests: 100 }), { refused: 0.15, time: oneMore });
    }
  });

  it("lets every request pass if the announced resets are in the past", async () => {
    const limited = { length: 10 * second, global: 20, resetOff: -60 * second };
    keep(await outcomes(limited), { refused: 0.3, time: (ideal) => 2 * ideal + 10 * second });
  });

  it("follows a limit that changes", async () => {
    for (const [before, after] of [
      [5, 50],
      [50, 5],
    ]) {
      const clock = simulatedClock(1);
      const limiter = makeRateLimiter(clock, 8);
      const load = { requests: 100, concurrency: 8 };
      await clock.run(sendAll(clock, limiter, { length: 10 * second, global: before ?? 0 }, load));
      const then = await clock.run(sendAll(clock, limiter, { length: 10 * second, global: after ?? 0 }, load));
      keep([then], { refused: 0.05, time: (ideal) => quarter(ideal) + 10 * second });
    }
  });
});

describe("the rate limiter without headers that announce the window", () => {
  for (const headers of ["none", "retry-after"] as const) {
    const by = headers === "none" ? "by back-off alone" : "by Retry-After";
    for (const [limit, requests, refused] of [
      [5, 250, 0.65],
      [20, 100, 0.3],
      [20, 300, 0.35],
      [50, 200, 0.15],
    ] as const) {
      it(`sends ${String(requests)} requests under ${String(limit)} in ten seconds, ${by}`, async () => {
        const seen = await outcomes({ length: 10 * second, global: limit, headers }, { requests });
        keep(seen, { refused, time: quarter });
      });
    }

    it(`handles windows that are shorter than documented, ${by}`, async () => {
      for (const length of [second, 2 * second]) {
        const seen = await outcomes({ length, global: 20, headers }, { requests: 300 });
        // Retry-After has whole seconds: if it is as long as the window, every other window may be lost.
        const most = headers === "retry-after" && length === second ? 2 : 1.5;
        keep(seen, { refused: 0.3, time: (ideal) => most * ideal + late });
      }
    });

    it(`is refused at most eight times per window, ${by}`, async () => {
      for (const outcome of await outcomes({ length: 10 * second, global: 5, headers }, { requests: 30 })) {
        const refusals = (30 * outcome.refused) / (1 - outcome.refused);
        expect(Math.round(refusals)).to.be.at.most((30 / 5) * 8);
        expect(outcome).to.include({ failed: 0 });
      }
    });
  }

  it("does not slow down requests that are not limited", async () => {
    for (const outcome of await outcomes({ length: 10 * second, headers: "none" }, { requests: 300 })) {
      expect(outcome).to.include({ refused: 0, mostInFlight: 8 });
      expect(outcome.time).to.be.at.most(1.25 * outcome.ideal + late);
    }
  });

  it("does not treat a rare refusal as the end of a window", async () => {
    const clock = simulatedClock(3);
    const limiter = makeRateLimiter(clock, 8);
    const chance = seeded(7);
    let refused = 0;
    const one = async (): Promise<void> => {
      for (;;) {
        const release = await acquire(limiter, "GET a");
        await clock.sleep(50 + 100 * chance());
        const status = chance() < 0.03 ? 429 : 200;
        release?.({ status, headers: {} });
        if (status === 200) return;
        refused += 1;
      }
    };
    const began = clock.now();
    await clock.run(Promise.all(Array.from({ length: 300 }, one)));
    expect(refused).to.be.greaterThan(4);
    expect(clock.now() - began, "ideally 3.75 s").to.be.lessThan(20 * second);
  });
});

describe("the rate limiter", () => {
  let clock: SimulatedClock;
  beforeEach(() => {
    clock = simulatedClock();
  });
  const ok: ResponseInfo = { status: 200, headers: {} };
  const later = (ms: number) => clock.run(clock.sleep(ms));
  /** Queues requests. Returns those admitted so far. */
  const queue = (limiter: RateLimiter, count: number): Release[] => {
    const admitted: Release[] = [];
    for (let index = 0; index < count; index++) {
      void acquire(limiter, "GET a").then((release) => release !== undefined && admitted.push(release));
    }
    return admitted;
  };

  it("sends the first request of a process alone until its response", async () => {
    const admitted = queue(makeRateLimiter(clock, 8), 20);
    await later(900);
    expect(admitted).to.have.length(1);
    admitted[0]?.(ok);
    await later(0);
    expect(admitted).to.have.length(9);
  });

  it("waits about a second at most for the first response", async () => {
    const admitted = queue(makeRateLimiter(clock, 8), 20);
    await later(1_300);
    expect(admitted).to.have.length(8);
  });

  it("respects maxConcurrency, and admits the next request as soon as one ends", async () => {
    for (const most of [1, 3]) {
      const admitted = queue(makeRateLimiter(clock, most), 10);
      await later(60 * second);
      for (let ended = 0; ended < 10; ended++) {
        expect(admitted).to.have.length(Math.min(10, ended + most));
        admitted[ended]?.(ended % 2 === 0 ? ok : undefined);
        await later(0);
      }
    }
  });

  it("leaves no timer when no request waits", async () => {
    const limiter = makeRateLimiter(clock, 8);
    const admitted = queue(limiter, 3);
    await later(0);
    expect(clock.sleepers(), "for those that wait for the first").to.equal(1);
    admitted[0]?.(ok);
    await later(0);
    expect(admitted).to.have.length(3);
    expect(clock.sleepers()).to.equal(0);
  });

  it("sets no timer while requests wait only for those in flight", async () => {
    const admitted = queue(makeRateLimiter(clock, 2), 10);
    admitted.at(0)?.(ok);
    await later(2 * second);
    expect(admitted).to.have.length(2);
    expect(clock.sleepers()).to.equal(0);
  });

  it("sets one timer for all requests that wait for a window", async () => {
    const limiter = makeRateLimiter(clock, 8);
    (await clock.run(acquire(limiter, "GET b")))?.({ status: 429, headers: { "retry-after": "30" } });
    const admitted = queue(limiter, 300);
    await later(second);
    expect(clock.sleepers()).to.equal(1);
    expect(admitted).to.have.length(0);
    await later(30 * second);
    expect(admitted).to.have.length(1);
  });

  it("wakes two processes that wait for the same window at different moments", async () => {
    const wokenAt = async (seed: number) => {
      const own = simulatedClock(seed);
      const limiter = makeRateLimiter(own, 8);
      const release = await own.run(acquire(limiter, "GET a"));
      release?.({ status: 429, headers: { "retry-after": "5" } });
      const began = own.now();
      await own.run(acquire(limiter, "GET a"));
      return own.now() - began;
    };
    const moments = await Promise.all([1, 2, 3, 4].map(wokenAt));
    expect(new Set(moments.map((moment) => moment.toFixed(0)))).to.have.property("size", 4);
    for (const moment of moments) expect(moment).to.be.within(5 * second, 5.3 * second);
  });

  it("follows the Retry-After of 429 and 503, in seconds or as a date by the server's clock", async () => {
    const date = new Date(0).toUTCString();
    for (const [status, headers, wait] of [
      [429, { "retry-after": "7" }, 7],
      [503, { "retry-after": "4" }, 4],
      [429, { date, "retry-after": new Date(9 * second).toUTCString() }, 9],
    ] as const) {
      const own = simulatedClock();
      const limiter = makeRateLimiter(own, 8);
      (await own.run(acquire(limiter, "GET a")))?.({ status, headers });
      const began = own.now();
      await own.run(acquire(limiter, "POST b"));
      expect((own.now() - began) / second).to.be.within(wait, wait + 0.3);
    }
  });

  it("works with a clock that advances between two readings", async () => {
    for (const headers of ["all", "none", "retry-after"] as const) {
      const own = simulatedClock(2, 0, 0.001);
      const limited: Limited = { length: 10 * second, global: 20, headers };
      keep([await own.run(sendAll(own, makeRateLimiter(own, 8), limited, { requests: 100, concurrency: 8 }))], {
        refused: headers === "all" ? 0.25 : 0.3,
        time: (ideal) => quarter(ideal) + 2 * second,
      });
    }
  });

  it("pauses longer after each refusal that the headers do not explain", async () => {
    const limiter = makeRateLimiter(clock, 8);
    const reset = String(Date.now() + hour);
    const headers = { "x-ratelimit-global-remaining": "100", "x-ratelimit-reset": reset };
    (await clock.run(acquire(limiter, "GET a")))?.({ status: 200, headers });
    const pauses: number[] = [];
    for (let refusal = 0; refusal < 8; refusal++) {
      (await clock.run(acquire(limiter, "GET a")))?.({ status: 429, headers: {} });
      const began = clock.now();
      const release = await clock.run(acquire(limiter, "GET a"));
      pauses.push(clock.now() - began);
      release?.(undefined);
    }
    for (const [index, pause] of pauses.entries()) {
      const least = Math.min(10 * second, 500 * 2 ** index);
      expect(pause).to.be.within(least, least + 250);
    }
  });

  it("gives up after exactly ten minutes", async () => {
    const limiter = makeRateLimiter(clock, 1);
    const slow = await clock.run(acquire(limiter, "GET a"));
    const became: string[] = [];
    for (const name of ["second", "third"]) {
      void acquire(limiter, "GET a").then((release) =>
        became.push(`${name} ${release === undefined ? "gave up" : "went"}`),
      );
    }
    await later(longestWaitMs - 1);
    expect(became).to.deep.equal([]);
    await later(2);
    slow?.(ok);
    await later(0);
    expect(became).to.deep.equal(["second went", "third gave up"]);
  });

  it("gives up at once if a response asks for a longer wait, and returns the response", async () => {
    const response = { status: 503, headers: { "retry-after": "3000" }, body: "Back at ten" };
    const limiter = makeRateLimiter(clock, 8);
    (await clock.run(acquire(limiter, "GET a")))?.(response);
    const began = clock.now();
    expect(await clock.run(limiter.acquire("POST b"))).to.deep.equal(E.left(response));
    expect(clock.now()).to.equal(began);
    await later(3_000 * second);
    expect(await clock.run(acquire(limiter, "GET a"))).not.to.equal(undefined);
  });

  it("follows a Retry-After for an hour at most", async () => {
    const limiter = makeRateLimiter(clock, 8);
    (await clock.run(acquire(limiter, "GET a")))?.({ status: 429, headers: { "retry-after": "31536000" } });
    await later(hour - longestWaitMs - 1);
    expect(await clock.run(acquire(limiter, "GET a"))).to.equal(undefined);
    await later(1);
    expect(await clock.run(acquire(limiter, "GET a"))).not.to.equal(undefined);
  });

  it("admits every request or gives up after ten minutes, whatever the responses", async () => {
    const header = <A>(value: fc.Arbitrary<A>) => fc.option(value.map(String), { nil: undefined, freq: 3 });
    const moment = fc.integer({ min: -20, max: 40 });
    const reply = fc.record({
      time: fc.integer({ min: 0, max: 3_000 }),
      lost: fc.boolean(),
      status: fc.constantFrom(200, 200, 404, 429, 429, 503),
      date: header(fc.integer({ min: -5, max: 5 }).map((off) => new Date(off * second).toUTCString())),
      retryAfter: header(fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constantFrom("soon", "-1", ""))),
      remaining: header(fc.oneof(fc.integer({ min: -1, max: 20 }), fc.constantFrom("many", ""))),
      routeRemaining: header(fc.integer({ min: 0, max: 3 })),
      tokenRemaining: header(fc.integer({ min: 0, max: 3 })),
      reset: header(moment.map((off) => off * second)),
      tokenReset: header(moment.map((off) => off * second)),
    });
    const property = fc.asyncProperty(
      fc.array(reply, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer(),
      async (replies, most, seed) => {
        const own = simulatedClock(seed, 0);
        const limiter = makeRateLimiter(own, most);
        let inFlight = 0;
        const one = async (index: number): Promise<void> => {
          const answer = replies[index];
          const came = own.now();
          const release = await acquire(limiter, `GET ${String(index % 3)}`);
          const waited = own.now() - came;
          if (release === undefined) {
            const told = Math.max(0, ...replies.map(({ retryAfter }) => Number(retryAfter ?? 0) || 0));
            expect(waited + told * second, "it might have waited").to.be.at.least(longestWaitMs);
            return;
          }
          expect(++inFlight).to.be.at.most(most);
          await own.sleep(answer?.time ?? 0);
          inFlight -= 1;
          const headers = {
            date: answer?.date,
            "retry-after": answer?.retryAfter,
            "x-ratelimit-global-remaining": answer?.remaining,
            "x-ratelimit-route-remaining": answer?.routeRemaining,
            "x-ratelimit-auth-token-remaining": answer?.tokenRemaining,
            "x-ratelimit-reset": answer?.reset,
            "x-ratelimit-auth-token-reset": answer?.tokenReset,
          };
          release(answer?.lost === true ? undefined : { status: answer?.status ?? 200, headers });
        };
        await own.run(Promise.all(replies.map((_, index) => one(index))));
        expect(own.now(), "later than everybody gives up").to.be.at.most(longestWaitMs + 60 * 3_000);
        // An hour later, the limiter is as good as new.
        await own.run(own.sleep(hour));
        expect(await own.run(acquire(limiter, "GET 0"))).not.to.equal(undefined);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
