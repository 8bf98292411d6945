import { expect } from "chai";
import * as E from "fp-ts/Either";
import { rateLimitTimeout, apiErrorResponse, networkError, type ApiError } from "../../../provider/errors/apiError.js";
import { makeCircuitBreaker, type CircuitBreaker } from "../../../provider/http/circuitBreaker.js";
import { makeOperationDeadline } from "../../../provider/http/operationDeadline.js";
import { simulatedClock, type SimulatedClock } from "../../support/simulatedClock.js";

describe("the circuit breaker", () => {
  const deadlineMs = 120_000;
  const down = networkError("ECONNREFUSED", false);
  const answers = E.right("answer");
  let clock: SimulatedClock;
  let breaker: CircuitBreaker;
  /** Number of attempts so far. */
  let attempts: number;
  beforeEach(() => {
    clock = simulatedClock();
    breaker = makeCircuitBreaker(clock, deadlineMs);
    attempts = 0;
  });
  const later = (ms: number) => clock.run(clock.sleep(ms));
  const start = (result: E.Either<ApiError, string>, tookMs = 0) =>
    breaker.execute(
      async () => {
        attempts += 1;
        await clock.sleep(tookMs);
        return result;
      },
      makeOperationDeadline(clock, deadlineMs),
    )();
  const attempt = (result: E.Either<ApiError, string>, tookMs = 0) => clock.run(start(result, tookMs));
  const open = async (last: ApiError = down) => {
    for (const error of [down, down, last]) {
      await later(deadlineMs / 2);
      await attempt(E.left(error));
    }
    expect(breaker.isOpen()).to.equal(true);
  };

  it("stays closed until every attempt has failed for a whole deadline", async () => {
    await attempt(E.left(down));
    await later(deadlineMs - 1);
    await attempt(E.left(down));
    expect(breaker.isOpen()).to.equal(false);
    await later(1);
    await attempt(E.left(down));
    expect(breaker.isOpen()).to.equal(true);
  });

  it("starts over after each response, even an error response", async () => {
    for (const answer of [answers, E.left(apiErrorResponse(403, { code: "forbidden", message: "No" }))]) {
      for (let minutes = 0; minutes < 10; minutes++) {
        await attempt(E.left(down));
        await later(60_000);
        await attempt(answer);
        await later(60_000);
      }
      expect(breaker.isOpen()).to.equal(false);
    }
  });

  it("rejects attempts with the last error, unsent, until nothing has failed for five seconds", async () => {
    const last = networkError("the last", false);
    await open(last);
    attempts = 0;
    expect(await attempt(answers)).to.deep.equal(E.left(last));
    await later(4_999);
    expect(await attempt(answers)).to.deep.equal(E.left(last));
    expect(attempts).to.equal(0);
    await later(1);
    expect(await attempt(answers)).to.deep.equal(answers);
    expect([attempts, breaker.isOpen()]).to.deep.equal([1, false]);
  });

  it("lets all concurrent attempts pass after a successful probe", async () => {
    await open();
    await later(60_000);
    attempts = 0;
    const results = await clock.run(Promise.all(Array.from({ length: 6 }, () => start(answers, 300))));
    expect(results).to.deep.equal(Array(6).fill(answers));
    expect(attempts).to.equal(6);
  });

  it("rejects all attempts that wait for a failed probe", async () => {
    await open();
    await later(60_000);
    attempts = 0;
    const again = E.left(networkError("still down", false));
    const results = await clock.run(Promise.all(Array.from({ length: 6 }, () => start(again, 300))));
    expect(results).to.deep.equal(Array(6).fill(again));
    expect(attempts).to.equal(1);
  });

  it("sends another probe if the first was never sent", async () => {
    await open();
    await later(60_000);
    attempts = 0;
    const unsent = E.left(rateLimitTimeout());
    const results = await clock.run(Promise.all([start(unsent, 300), start(answers), start(answers)]));
    expect(results).to.deep.equal([unsent, answers, answers]);
  });

  it("does not count the wait for a probe against the deadline of an operation", async () => {
    await open();
    await later(60_000);
    const deadline = makeOperationDeadline(clock, deadlineMs);
    const waiting = () => Promise.resolve(answers);
    await clock.run(Promise.all([start(answers, 9_000), breaker.execute(waiting, deadline)()]));
    expect([deadline.queued(), deadline.elapsed()]).to.deep.equal([9_000, 0]);
  });

  it("closes after a deadline without any attempt", async () => {
    await open();
    await later(deadlineMs);
    attempts = 0;
    expect(breaker.isOpen()).to.equal(false);
    const results = await clock.run(Promise.all([start(E.left(down), 300), start(answers), start(answers)]));
    expect(results).to.deep.equal([E.left(down), answers, answers]);
    expect([attempts, breaker.isOpen()]).to.deep.equal([3, false]);
  });

  it("stays closed after two failures that are a whole deadline apart", async () => {
    await attempt(E.left(down));
    await later(10 * deadlineMs);
    await attempt(E.left(down));
    expect(breaker.isOpen()).to.equal(false);
  });
});
