import { html, json, withHeaders, type Answer } from "./answer.js";
import type { FaultKind, Faults } from "./faults.js";
import { conflict, errorBody, rateLimited } from "./refusal.js";

/** What leaves the server: an answer, all of it or half of it, or nothing but a reset. */
export interface Outcome {
  readonly answer: Answer;
  readonly delivery: "whole" | "half" | "reset";
  /** Milliseconds before it leaves. */
  readonly delay: number;
}

interface Circumstances {
  readonly faults: Faults;
  /** Decides between the variants of a fault: 0 to below 1. */
  readonly draw: number;
  readonly now: number;
}

/** What becomes of a call that a fault befalls. `act` is called only where the server acts before things go wrong. */
export const befall = (kind: FaultKind, act: () => Answer, { faults, draw, now }: Circumstances): Outcome => {
  switch (kind) {
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
      return { ...whole(act()), delay: faults.slowMs ?? 15_000 };
    case "limited":
      return whole(withHeaders(rateLimited(), exhausted(now + (faults.limitedMs ?? 1_000))));
    case "limitedBare":
      return whole(rateLimited());
    case "conflict":
      return whole(conflict().answer);
  }
};

/** The outcome where nothing goes wrong. */
export const whole = (answer: Answer): Outcome => ({ answer, delivery: "whole", delay: 0 });

const nothing: Answer = { status: 0, headers: {}, body: "" };

/** An answer without a body cannot be spoilt: a delete is answered `200 {}` before it is. */
const withBody = (answer: Answer): Answer => (answer.body === "" ? json(200, {}) : answer);

const notJson = (answer: Answer, draw: number): Answer => {
  const status = answer.status === 201 ? 201 : 200;
  return draw < 0.5
    ? html(status, "Please sign in to continue")
    : { ...answer, status, body: answer.body.slice(0, answer.body.length / 2) };
};

const exhausted = (reset: number): Answer["headers"] => ({
  "X-Ratelimit-Global-Remaining": "0",
  "X-Ratelimit-Reset": String(reset),
});

const serverError = (draw: number): Answer => {
  if (draw < 0.25) return errorBody(500, "internal_service_error", "Internal server error");
  if (draw < 0.5) return errorBody(502, "bad_gateway", "Bad gateway");
  if (draw < 0.75) return errorBody(503, "service_unavailable", "Service unavailable");
  return errorBody(504, "gateway_timeout", "Gateway timeout");
};

const proxyError = (draw: number): Answer => {
  if (draw < 1 / 3) return html(502, "502 Bad Gateway");
  return draw < 2 / 3 ? html(503, "503 Service Temporarily Unavailable") : html(504, "504 Gateway Time-out");
};
