import type { ApiError } from "./errors.js";
import type { Method } from "./http.js";

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

/**
 * Which failures a request outlives. A POST that may have been acted on is not repeated here: create first asks with a
 * GET what has become of it. The same for a conflict, which may mean that the key is taken.
 */
const repeated: Readonly<Record<Method, readonly Failure[]>> = {
  GET: ["limited", "transient", "conflict"],
  DELETE: ["limited", "transient", "conflict"],
  PATCH: ["limited", "transient", "conflict"],
  POST: ["limited"],
};

export const isRepeated = (method: Method, error: ApiError): boolean => repeated[method].includes(failure(error));

export const failure = (error: ApiError): Failure => {
  if (error._tag === "Unreachable") return "transient";
  if (error._tag === "Foreign" && (error.status < 300 || error.status === 404)) return "transient";
  return error._tag === "Foreign" || error._tag === "Refused" ? byStatus(error.status) : "final";
};

const byStatus = (status: number): Failure => {
  if (status === 429) return "limited";
  if (status === 409) return "conflict";
  return status === 408 || status >= 500 ? "transient" : "final";
};

/** Whether a request may have done its work although no success came back. */
export const mayHaveActed = (error: ApiError): boolean =>
  error._tag === "Unreadable" || (failure(error) === "transient" && !(error._tag === "Unreachable" && !error.sent));
