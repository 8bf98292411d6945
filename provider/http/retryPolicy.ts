import type { ApiError } from "../errors/apiError.js";
import type { Method } from "./client.js";

/** What a failure says about whether to send the same request again. */
export type Failure =
  /** 429: it was never acted on. */
  | "limited"
  /** 408, 5xx, no whole reply, a success that is not JSON, a 404 that is not LaunchDarkly's: it may have been acted on. */
  | "transient"
  /** 409: somebody changed the same thing at the same moment; LaunchDarkly's advice is to retry. */
  | "conflict"
  /** Everything else: it would be answered the same again. */
  | "final";

/** When to send a failed request again; "atOnce" leaves the waiting to the rate limiter. */
export type Retry = "never" | "atOnce" | "afterBackoff";

/**
 * The failures after which a request is sent again. A POST whose outcome is unknown is not: `create` first looks with a GET.
 * Nor is a POST after a conflict, which may mean that the key exists.
 */
const retried: Readonly<Record<Method, readonly Failure[]>> = {
  GET: ["limited", "transient", "conflict"],
  DELETE: ["limited", "transient", "conflict"],
  PATCH: ["limited", "transient", "conflict"],
  POST: ["limited"],
};

export const retryPolicy = (method: Method, error: ApiError): Retry => {
  const kind = classifyFailure(error);
  if (!retried[method].includes(kind)) return "never";
  return kind === "limited" ? "atOnce" : "afterBackoff";
};

export const classifyFailure = (error: ApiError): Failure => {
  if (error._tag === "NetworkError") return "transient";
  if (error._tag === "UnexpectedResponse" && (error.status < 300 || error.status === 404)) return "transient";
  return error._tag === "UnexpectedResponse" || error._tag === "ApiErrorResponse" ? byStatus(error.status) : "final";
};

const byStatus = (status: number): Failure => {
  if (status === 429) return "limited";
  if (status === 409) return "conflict";
  return status === 408 || status >= 500 ? "transient" : "final";
};

/** Whether a request may have done its work although no success came back. */
export const mayHaveSucceeded = (error: ApiError): boolean =>
  error._tag === "DecodeError" ||
  (classifyFailure(error) === "transient" && !(error._tag === "NetworkError" && !error.sent));
