import { expect } from "chai";
import {
  notFound,
  connectionError,
  unexpectedResponse,
  rateLimitTimeout,
  apiErrorResponse,
  networkError,
  decodeError,
  type ApiError,
} from "../../../provider/errors/apiError.js";
import { classifyFailure, mayHaveSucceeded, retryPolicy } from "../../../provider/http/retryPolicy.js";

const said = (status: number) => apiErrorResponse(status, { code: "code", message: "Message" });
const page = (status: number) => unexpectedResponse(status, "text/html");

const rows: readonly (readonly [failures: string, errors: readonly ApiError[], repeated: string, acted: boolean])[] = [
  ["a rate limit", [said(429), page(429)], "GET DELETE PATCH POST", false],
  ["a time-out that LaunchDarkly reports", [said(408), page(408)], "GET DELETE PATCH", true],
  [
    "a failing server or gateway",
    [500, 502, 503, 504, 599].flatMap((s) => [said(s), page(s)]),
    "GET DELETE PATCH",
    true,
  ],
  ["a lost reply", [networkError("ECONNRESET", true)], "GET DELETE PATCH", true],
  ["no connection at all", [networkError("ENOTFOUND", false)], "GET DELETE PATCH", false],
  ["a connection that cannot be made", [connectionError("certificate", ""), connectionError("proxy", "")], "", false],
  ["a success that is not JSON", [page(200), page(201), page(204)], "GET DELETE PATCH", true],
  ["a 404 that is not LaunchDarkly's", [page(404)], "GET DELETE PATCH", true],
  ["a concurrent change", [said(409)], "GET DELETE PATCH", false],
  ["a final response", [400, 401, 403, 404, 405, 410, 422].map(said), "", false],
  ["a final response of a proxy", [400, 401, 403, 405, 407, 422].map(page), "", false],
  ["a redirect", [301, 302, 303, 304, 307, 308].flatMap((s) => [said(s), page(s)]), "", false],
  ["an error that another attempt would repeat", [notFound, rateLimitTimeout()], "", false],
  ["a success of another shape", [decodeError(200, [])], "", true],
];

describe("the retry policy", () => {
  for (const [name, errors, repeated, acted] of rows) {
    it(`retries ${repeated === "" ? "nothing" : repeated} after ${name}`, () => {
      for (const error of errors) {
        const methods = (["GET", "DELETE", "PATCH", "POST"] as const).filter(
          (method) => retryPolicy(method, error) !== "never",
        );
        expect(methods.join(" "), JSON.stringify(error)).to.equal(repeated);
      }
    });

    it(`assumes after ${name} that LaunchDarkly ${acted ? "may have acted" : "did not act"}`, () => {
      for (const error of errors) expect(mayHaveSucceeded(error), JSON.stringify(error)).to.equal(acted);
    });
  }

  it("leaves the wait after a 429 to the rate limiter and every other wait to the back-off", () => {
    const retries = [said(429), said(503), said(409), said(400)].map((error) => retryPolicy("GET", error));
    expect(retries).to.deep.equal(["atOnce", "afterBackoff", "afterBackoff", "never"]);
  });

  it("distinguishes four kinds of failures", () => {
    expect([said(429), said(503), said(409), said(400)].map(classifyFailure)).to.deep.equal([
      "limited",
      "transient",
      "conflict",
      "final",
    ]);
  });
});
