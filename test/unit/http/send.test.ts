import { expect } from "chai";
import * as E from "fp-ts/Either";
import { faultKinds, startEmulator, type Emulator, type FaultKind } from "../../../emulator/index.js";
import { send, type HttpContext } from "../../../provider/http/send.js";
import { makeOperationDeadline } from "../../../provider/http/operationDeadline.js";
import { networkError, type ApiError } from "../../../provider/errors/apiError.js";
import type { HttpResponse, Method } from "../../../provider/http/client.js";
import { makeCircuitBreaker } from "../../../provider/http/circuitBreaker.js";
import { makeRateLimiter } from "../../../provider/http/rateLimit/rateLimiter.js";
import { insightGroup } from "../../../provider/provider.js";
import { checkout, shop } from "../../support/groups.js";
import { __provider, answers, connect, fails, scriptFaults, impatient, methods, serve } from "../../support/live.js";
import { simulatedClock, type SimulatedClock } from "../../support/simulatedClock.js";

const second = 1_000;
const ok: HttpResponse = { status: 200, headers: {}, body: "{}" };
const error = (status: number, headers: HttpResponse["headers"] = {}): HttpResponse => ({
  status,
  headers,
  body: JSON.stringify({ code: `code_${String(status)}`, message: "Message" }),
});

describe("sending a request", () => {
  let clock: SimulatedClock;
  let env: Omit<HttpContext, "deadline">;
  /** Time-outs of the attempts, and the time of each. */
  let timeouts: number[];
  let moments: number[];
  /** Returns the response to the n-th attempt, or the milliseconds without one. */
  let reply: (attempt: number) => HttpResponse | number;
  beforeEach(() => {
    clock = simulatedClock();
    [timeouts, moments] = [[], []];
    const settings = {
      namespace: "launchdarkly" as const,
      accessToken: "api-x",
      apiHost: "http://localhost",
      debug: false,
      requestTimeout: 10 * second,
      deadline: 120 * second,
      maxConcurrency: 8,
      adoptWithin: 0,
    };
    env = {
      settings,
      clock,
      transport: (_, timeout) => async () => {
        timeouts.push(timeout);
        moments.push(clock.now());
        const answer = reply(timeouts.length);
        await clock.sleep(typeof answer === "number" ? Math.min(answer, timeout) : 100);
        return typeof answer === "number" ? E.left(networkError("no reply in time", true)) : E.right(answer);
      },
      rateLimiter: makeRateLimiter(clock, 8),
      circuitBreaker: makeCircuitBreaker(clock, settings.deadline),
      warn: () => undefined,
      debug: () => undefined,
    };
  });

  const call = async (method: Method) => {
    const deadline = makeOperationDeadline(clock, env.settings.deadline);
    const result = await clock.run(send({ method, path: "p", route: "r" })({ ...env, deadline: deadline })());
    return { result, deadline };
  };
  const failed = async (method: Method): Promise<ApiError> => {
    const { result } = await call(method);
    return E.isLeft(result) ? result.left : expect.fail("it succeeded");
  };

  it("makes one attempt if it succeeds", async () => {
    reply = () => ok;
    const { result, deadline } = await call("GET");
    expect(E.isRight(result)).to.equal(true);
    expect(deadline.requests()).to.equal(1);
    expect(timeouts).to.deep.equal([10 * second]);
  });

  it("retries after random waits whose limit doubles up to ten seconds", async () => {
    reply = () => error(503);
    await failed("GET");
    const waits = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0) - 100);
    expect(waits.length).to.be.greaterThan(10);
    for (const [retry, wait] of waits.entries()) {
      expect(wait).to.be.at.least(0);
      expect(wait).to.be.at.most(Math.min(10 * second, 200 * 2 ** retry));
    }
    expect(Math.max(...waits)).to.be.greaterThan(5 * second);
  });

  it("limits each attempt by the time-out and all of them by the deadline", async () => {
    reply = () => 60 * second;
    const began = clock.now();
    expect(await failed("GET")).to.deep.equal(networkError("no reply in time", true));
    const spent = clock.now() - began;
    expect(spent).to.be.within(100 * second, 120 * second);
    expect(timeouts[0]).to.equal(10 * second);
    expect(timeouts.length).to.be.greaterThan(5);
    for (const timeout of timeouts) expect(timeout).to.be.within(0, 10 * second);
    expect(moments.every((moment, index) => moment + (timeouts[index] ?? 0) <= began + 120 * second)).to.equal(true);
  });

  it("shortens the time-out of an attempt to the deadline", async () => {
    env = { ...env, settings: { ...env.settings, deadline: 3 * second } };
    reply = () => 60 * second;
    await failed("PATCH");
    expect(timeouts[0]).to.equal(3 * second);
  });

  it("fails with the last response", async () => {
    reply = (attempt) => (attempt === 1 ? 5 * second : error(500 + Math.min(attempt, 40)));
    expect(await failed("DELETE")).to.include({ status: 500 + timeouts.length });
  });

  it("fails with the last response when the deadline cuts off the next attempt", async () => {
    env = { ...env, settings: { ...env.settings, deadline: 9 * second } };
    reply = (attempt) => (attempt < 4 ? error(503) : 60 * second);
    expect(await failed("PATCH")).to.include({ status: 503 });
    expect(timeouts).to.have.length(4);
  });

  it("reports a lost reply when the deadline cuts off the attempt after a 429", async () => {
    env = { ...env, settings: { ...env.settings, deadline: 9 * second } };
    reply = (attempt) => (attempt < 2 ? error(429) : 60 * second);
    expect(await failed("PATCH")).to.deep.equal(networkError("no reply in time", true));
  });

  it("fails with the last response when every response is a 429", async () => {
    env = { ...env, settings: { ...env.settings, deadline: second } };
    reply = () => error(429);
    expect(await failed("GET")).to.include({ _tag: "ApiErrorResponse", status: 429 });
  });

  it("does not retry after a final response", async () => {
    for (const status of [301, 400, 401, 403, 404, 405, 422]) {
      reply = () => error(status);
      timeouts.length = 0;
      expect(await failed("PATCH")).to.include({ status });
      expect(timeouts).to.have.length(1);
    }
  });

  it("retries a POST only after a 429", async () => {
    reply = (attempt) => (attempt < 4 ? error(429) : ok);
    expect(E.isRight((await call("POST")).result)).to.equal(true);
    for (const answer of [error(503), error(409), 60 * second]) {
      reply = () => answer;
      timeouts.length = 0;
      await failed("POST");
      expect(timeouts).to.have.length(1);
    }
  });

  it("does not count the wait for a window against the deadline", async () => {
    reply = (attempt) => (attempt <= 2 ? error(429, { "retry-after": "100" }) : attempt < 5 ? error(503) : ok);
    const began = clock.now();
    const { result, deadline } = await call("GET");
    expect(E.isRight(result)).to.equal(true);
    expect(clock.now() - began).to.be.greaterThan(200 * second);
    expect(deadline.queued()).to.be.within(200 * second, 201 * second);
    expect(deadline.elapsed()).to.be.lessThan(10 * second);
    expect(timeouts, "of each attempt").to.deep.equal(timeouts.map(() => 10 * second));
  });

  it("does not count the wait for a slot against the deadline", async () => {
    env = { ...env, rateLimiter: makeRateLimiter(clock, 1), circuitBreaker: makeCircuitBreaker(clock, 1_000 * second) };
    reply = () => ok;
    const first = await env.rateLimiter.acquire("other");
    const done = call("GET");
    void clock.sleep(300 * second).then(() => {
      if (E.isRight(first)) first.right(undefined);
    });
    const { result, deadline } = await done;
    expect(E.isRight(result)).to.equal(true);
    expect(deadline.queued()).to.equal(300 * second);
  });

  it("gives up when rate limits hold it back for ten minutes", async () => {
    reply = () => error(429, { "retry-after": "90" });
    const began = clock.now();
    expect(await failed("GET")).to.deep.equal({ _tag: "RateLimitTimeout" });
    expect(clock.now() - began).to.be.within(600 * second, 700 * second);
  });

  it("fails fast once the service has been down for a whole deadline, and recovers with the service", async () => {
    reply = () => error(503);
    await failed("GET");
    await clock.run(clock.sleep(10 * second));
    timeouts.length = 0;
    const began = clock.now();
    for (let calls = 0; calls < 200; calls++) expect(await failed("GET")).to.include({ status: 503 });
    expect(timeouts, "one sees whether it is back").to.have.length(1);
    expect(clock.now() - began).to.be.lessThan(second);
    await clock.run(clock.sleep(6 * second));
    reply = () => ok;
    for (let calls = 0; calls < 3; calls++) expect(E.isRight((await call("GET")).result)).to.equal(true);
    expect(timeouts).to.have.length(4);
  });

  it("does not open the circuit breaker after final responses and rate limits", async () => {
    reply = (attempt) => error([401, 429, 409, 404][attempt % 4] ?? 0);
    for (let minutes = 0; minutes < 10; minutes++) {
      await call("POST");
      await clock.run(clock.sleep(60 * second));
    }
    expect(env.circuitBreaker.isOpen()).to.equal(false);
  });

  it("writes a debug line per attempt with its outcome, its time and its wait", async () => {
    const lines: string[] = [];
    env = { ...env, debug: (line) => lines.push(line) };
    reply = (attempt) => [error(429, { "retry-after": "2" }), 3 * second, ok][attempt - 1] ?? ok;
    await call("GET");
    expect(lines[0]).to.equal("GET /p 429 in 100 ms, after waiting 0 ms");
    expect(lines[1]).to.match(/^GET \/p no reply in time in 3000 ms, after waiting 2\d\d\d ms$/);
    expect(lines[2]).to.equal("GET /p 200 in 100 ms, after waiting 0 ms");
  });
});

describe("a request over real sockets", () => {
  const createdAt = 5;
  const olds = { ...checkout, __provider, createdAt };
  const renamed = { ...checkout, __provider, name: "Till" };
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.groups.set("checkout", { ...checkout, createdAt });
    await connect(emulator, { requestTimeout: "0.5" });
  });
  afterEach(() => emulator.close());

  for (const kind of Object.keys(faultKinds) as FaultKind[]) {
    it(`succeeds as a GET, PATCH or DELETE after ${kind}: ${faultKinds[kind]}`, async () => {
      scriptFaults(emulator, kind);
      expect(await insightGroup.read("checkout", olds)).to.deep.include({ props: { ...checkout, createdAt } });
      scriptFaults(emulator, kind);
      expect((await insightGroup.update("checkout", olds, renamed)).outs).to.include({ name: "Till" });
      scriptFaults(emulator, kind);
      await insightGroup.delete("checkout", olds);
      expect(emulator.groups.size).to.equal(0);
      // A 404 to a second DELETE is accepted only if the list works.
      const wasDeleted = emulator.calls.findLast(({ method }) => method === "DELETE")?.status === 404;
      const proof = wasDeleted ? ["GET"] : [];
      expect(methods(emulator)).to.deep.equal(["GET", "GET", "PATCH", "PATCH", "DELETE", "DELETE", ...proof]);
    });
  }

  it("succeeds by a GET if the reply to a PATCH is lost and the second PATCH is refused (422)", async () => {
    const all = { ...shop, key: "checkout", name: "Checkout" };
    scriptFaults(emulator, "resetAfter");
    const { outs } = await insightGroup.update("checkout", olds, { ...all, __provider });
    expect(outs).to.deep.equal({ ...all, createdAt });
    expect(methods(emulator)).to.deep.equal(["PATCH", "PATCH", "GET"]);
  });

  it("fails with the last status, the number of requests and the time", async () => {
    await connect(emulator, impatient);
    emulator.setFaults({ error500Before: 1 });
    const { message } = await fails(insightGroup.read("checkout", olds));
    expect(message).to.match(/LaunchDarkly returned 50[0-4] \w+: /);
    const [, requests, time] = /\((\d+) requests in (\d+\.\d) s\)$/.exec(message) ?? [];
    expect(Number(requests)).to.equal(emulator.calls.length);
    expect(Number(time)).to.be.at.most(0.6);
  });

  it("waits for one time-out per attempt, and no longer than the deadline, if a server never replies", async () => {
    const server = await serve(() => undefined);
    await connect(server, { requestTimeout: "0.1", deadline: "0.6" });
    const began = performance.now();
    await fails(insightGroup.read("checkout", olds), "no reply", "requests in 0.");
    expect(performance.now() - began).to.be.lessThan(900);
    expect(server.requests.length).to.be.greaterThan(1);
    await server.close();
  });

  it("fails within little more than one deadline if it is one of many to a service that is down", async () => {
    const server = await answers(503, { code: "down", message: "Down" });
    await connect(server, { deadline: "0.5" });
    const began = performance.now();
    for (let calls = 0; calls < 20; calls++) await fails(insightGroup.read("checkout", olds), "503 down");
    expect(performance.now() - began).to.be.lessThan(2_000);
    await server.close();
  });

  it("waits while maxConcurrency requests are in flight", async () => {
    let [inFlight, most] = [0, 0];
    const server = await serve((_, response) => {
      most = Math.max(most, ++inFlight);
      setTimeout(() => {
        inFlight -= 1;
        response.end(JSON.stringify({ ...checkout, createdAt }));
      }, 10);
    });
    await connect(server, { maxConcurrency: "3" });
    await Promise.all(Array.from({ length: 30 }, () => insightGroup.read("checkout", olds)));
    expect(most).to.equal(3);
    await server.close();
  });
});
