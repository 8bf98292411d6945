import { expect } from "chai";
import * as E from "fp-ts/Either";
import {
  connectionError,
  networkError,
  type ConnectionError,
  type NetworkError,
} from "../../../provider/errors/apiError.js";
import type { HttpResponse } from "../../../provider/http/client.js";
import { warnIfUnresponsive } from "../../../provider/http/warnIfUnresponsive.js";
import { simulatedClock } from "../../support/simulatedClock.js";

const answer = E.right<NetworkError, HttpResponse>({ status: 503, headers: {}, body: "" });
const none = E.left(networkError("getaddrinfo ENOTFOUND launchdarkly.test", false));

/** Returns the warnings for attempts with these start times, end times (in milliseconds) and outcomes. */
const warnings = async (
  ...attempts: readonly (readonly [
    begin: number,
    end: number,
    result: E.Either<NetworkError | ConnectionError, HttpResponse>,
  ])[]
): Promise<readonly string[]> => {
  const clock = simulatedClock();
  const zero = clock.now();
  const until = (time: number) => clock.sleep(zero + time - clock.now());
  const said: string[] = [];
  const results = new Map(attempts.map(([, end, result]) => [end, result]));
  const exchange = warnIfUnresponsive(
    (_request, end) => async () => {
      await until(end);
      return results.get(end) ?? answer;
    },
    { clock, host: "https://launchdarkly.test", deadline: 120_000, warn: (message) => said.push(message) },
  );
  const request = { method: "GET", path: "groups", route: "groups" } as const;
  const sent = attempts.map(async ([begin, end, result]) => {
    await until(begin);
    expect(await exchange(request, end)()).to.deep.equal(result);
  });
  await clock.run(Promise.all(sent));
  return said;
};

describe("the warning about a silent service", () => {
  it("comes after five seconds, with the reason and the deadline", async () => {
    const said = await warnings([0, 1, none], [3_000, 3_001, none], [6_000, 6_001, none]);
    expect(said).to.have.length(1);
    expect(said[0])
      .to.match(/^no reply from https:\/\/launchdarkly\.test yet \(getaddrinfo ENOTFOUND launchdarkly\.test\)/)
      .and.to.include("120 s");
  });

  it("comes once, however many requests wait", async () => {
    const waiting = Array.from({ length: 50 }, (_, index) => [0, 5_000 + index * 1_000, none] as const);
    expect(await warnings(...waiting)).to.have.length(1);
  });

  it("does not come after a shorter silence, or if another request gets a response of any status", async () => {
    expect(await warnings([0, 4_999, none])).to.deep.equal([]);
    expect(await warnings([0, 9_000, none], [1, 4_500, answer])).to.deep.equal([]);
    expect(await warnings([0, 1, none], [2, 3, answer], [6_000, 6_001, none])).to.deep.equal([]);
  });

  it("comes again for another silence after a response", async () => {
    const first = [0, 5_000, none] as const;
    const second = [6_000, 12_000, none] as const;
    expect(await warnings(first, [5_001, 5_002, answer], second)).to.have.length(2);
  });

  it("does not come for a connection error, which the provider reports at once", async () => {
    expect(await warnings([0, 9_000, E.left(connectionError("proxy", "HTTP/1.1 407"))])).to.deep.equal([]);
  });
});
