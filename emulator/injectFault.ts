import type { FaultKind, Faults } from "./faults.js";
import { conflict, error, html, json, rateLimited, withHeaders, type HttpResponse } from "./httpResponse.js";

/** Result for the client: a response, half of it, or a reset of the connection. */
export interface Outcome {
  readonly response: HttpResponse;
  readonly delivery: "whole" | "half" | "reset";
  readonly delayMs: number;
}

interface Circumstances extends Pick<Faults, "slowMs" | "limitedMs"> {
  /** Selects a variant of the fault: at least 0, less than 1. */
  readonly draw: number;
  readonly now: number;
}

/** Returns the outcome of a call with this fault. Calls `act` only if the server acts before the fault. */
export const injectFault = (
  kind: FaultKind | undefined,
  act: () => HttpResponse,
  { draw, now, slowMs = 15_000, limitedMs = 1_000 }: Circumstances,
): Outcome => {
  switch (kind) {
    case undefined:
      return whole(act());
    case "resetBefore":
      return { ...whole(nothing), delivery: "reset" };
    case "resetAfter":
      return { ...whole(act()), delivery: "reset" };
    case "error500Before":
      return whole(serverError(draw));
    case "error500After":
      act();
      return whole(serverError(draw));
    case "html5xx":
      return whole(proxyError(draw));
    case "html404":
      return whole(html(404, "404 Not Found"));
    case "cutShort":
      return { ...whole(withBody(act())), delivery: "half" };
    case "notJson":
      return whole(notJson(withBody(act()), draw));
    case "slow":
      return { ...whole(act()), delayMs: slowMs };
    case "limited":
      return whole(
        withHeaders(rateLimited(), {
          "X-Ratelimit-Global-Remaining": "0",
          "X-Ratelimit-Reset": String(now + limitedMs),
        }),
      );
    case "limitedBare":
      return whole(rateLimited());
    case "conflict":
      return whole(conflict());
  }
};

const whole = (response: HttpResponse): Outcome => ({ response, delivery: "whole", delayMs: 0 });

const nothing: HttpResponse = { status: 0, headers: {}, body: "" };

/** Replaces an empty body by one that can be cut, such as `200 {}`. */
const withBody = (response: HttpResponse): HttpResponse =>
  response.body === "" ? json(response.status === 204 ? 200 : response.status, {}) : response;

const notJson = (response: HttpResponse, draw: number): HttpResponse => {
  const status = response.status === 201 ? 201 : 200;
  return draw < 0.5
    ? html(status, "Please sign in to continue")
    : { ...response, status, body: response.body.slice(0, response.body.length / 2) };
};

const serverError = (draw: number): HttpResponse => {
  if (draw < 0.25) return error(500, "internal_service_error", "Internal server error");
  if (draw < 0.5) return error(502, "bad_gateway", "Bad gateway");
  if (draw < 0.75) return error(503, "service_unavailable", "Service unavailable");
  return error(504, "gateway_timeout", "Gateway timeout");
};

const proxyError = (draw: number): HttpResponse => {
  if (draw < 1 / 3) return html(502, "502 Bad Gateway");
  return draw < 2 / 3 ? html(503, "503 Service Temporarily Unavailable") : html(504, "504 Gateway Time-out");
};
