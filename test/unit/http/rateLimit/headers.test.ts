import { expect } from "chai";
import {
  parseRateLimitHeaders,
  parseRetryAfter,
  scopes,
  type ResponseInfo,
} from "../../../../provider/http/rateLimit/headers.js";

type Headers = ResponseInfo["headers"];

const told = (headers: Headers) => scopes.map((scope) => parseRateLimitHeaders(scope, { status: 200, headers }));
const wait = (headers: Headers) => parseRetryAfter({ status: 429, headers });

describe("the rate-limit headers", () => {
  it("are parsed for the account, the access token and the route", () => {
    const headers = {
      "x-ratelimit-global-remaining": "7",
      "x-ratelimit-auth-token-remaining": "5",
      "x-ratelimit-route-remaining": "3",
      "x-ratelimit-reset": "1000",
      "x-ratelimit-auth-token-reset": "2000",
    };
    expect(told(headers)).to.deep.equal([
      { remaining: 7, resets: 1_000 },
      { remaining: 5, resets: 2_000 },
      { remaining: 3, resets: 1_000 },
    ]);
  });

  it("use the common reset for the token if it lacks its own", () => {
    const headers = { "x-ratelimit-auth-token-remaining": "5", "x-ratelimit-reset": "1000" };
    expect(told(headers)).to.deep.equal([undefined, { remaining: 5, resets: 1_000 }, undefined]);
  });

  it("are ignored if the remaining count or the reset is missing or invalid", () => {
    for (const [remaining, reset] of [
      [undefined, "1000"],
      ["3", undefined],
      ["-1", "1000"],
      ["3", "0"],
      ["many", "1000"],
      ["3", "soon"],
      ["", ""],
    ]) {
      const headers = { "x-ratelimit-global-remaining": remaining, "x-ratelimit-reset": reset };
      expect(told(headers)).to.deep.equal([undefined, undefined, undefined]);
    }
  });

  it("are taken from the first occurrence if they are repeated", () => {
    const headers = { "x-ratelimit-route-remaining": ["3", "9"], "x-ratelimit-reset": ["1000", "2"] };
    expect(told(headers)[2]).to.deep.equal({ remaining: 3, resets: 1_000 });
  });
});

describe("Retry-After", () => {
  it("is ignored with statuses other than 429 and 503", () => {
    const waits = [429, 503, 200, 201, 404, 500, 502].map((status) =>
      parseRetryAfter({ status, headers: { "retry-after": "7" } }),
    );
    expect(waits).to.deep.equal([7_000, 7_000, ...Array<undefined>(5).fill(undefined)]);
  });

  it("is parsed as seconds, or as a date by the server's clock", () => {
    expect(wait({ "retry-after": "7" })).to.equal(7_000);
    expect(wait({ "retry-after": "0" })).to.equal(0);
    const date = "Tue, 07 Jul 2026 10:00:00 GMT";
    expect(wait({ date, "retry-after": "Tue, 07 Jul 2026 10:00:09 GMT" })).to.equal(9_000);
    expect(wait({ date, "retry-after": "Tue, 07 Jul 2026 09:00:00 GMT" }), "in the past").to.equal(0);
  });

  it("is ignored if it is invalid, or a date without a Date header", () => {
    for (const value of [undefined, "", "soon", "-1", "1.5", "5 s", "Tue, 07 Jul 2026 10:00:09 GMT"]) {
      expect(wait({ "retry-after": value })).to.equal(undefined);
    }
  });
});
