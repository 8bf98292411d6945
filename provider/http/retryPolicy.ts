import type { ApiError } from "../errors/apiError.js";
import type { Method } from "./client.js";

export type FailureKind =
  /** 429: LaunchDarkly did not act. */
  | "limited"
  /** 408, 5xx, no complete reply, or a response that is not LaunchDarkly's: LaunchDarkly may have acted. */
  | "transient"
  /** 409: a concurrent change. LaunchDarkly's advice is to retry. */
  | "conflict"
  /** Everything else: another attempt would fail in the same way. */
  | "final";

/** Whether and when a failed request is sent again; "atOnce" leaves the wait to the rate limiter. */
export type Retry = "never" | "atOnce" | "afterBackoff";

/** A POST is sent again only if LaunchDarkly did not act: after any other failure `create` looks for the group first. */
const policy: Readonly<Record<FailureKind, { readonly post: Retry; readonly idempotent: Retry }>> = {
  limited: { post: "atOnce", idempotent: "atOnce" },
  transient: { post: "never", idempotent: "afterBackoff" },
  conflict: { post: "never", idempotent: "afterBackoff" },
  final: { post: "never", idempotent: "never" },
};

export const retryPolicy = (method: Method, error: ApiError): Retry =>
  policy[classifyFailure(error)][method === "POST" ? "post" : "idempotent"];

export const classifyFailure = (error: ApiError): FailureKind => {
  if (error._tag === "NetworkError") return "transient";
  if (error._tag === "UnexpectedResponse" && (error.status < 300 || error.status === 404)) return "transient";
  return error._tag === "UnexpectedResponse" || error._tag === "ApiErrorResponse" ? byStatus(error.status) : "final";
};

const byStatus = (status: number): FailureKind => {
  if (status === 429) return "limited";
  if (status === 409) return "conflict";
  return status === 408 || status >= 500 ? "transient" : "final";
};

/** Whether LaunchDarkly may have acted on a request that failed. */
export const mayHaveSucceeded = (error: ApiError): boolean =>
  error._tag === "NetworkError" ? error.sent : error._tag === "DecodeError" || classifyFailure(error) === "transient";
