import { randomUUID } from "node:crypto";
import { json, type Answer } from "./answer.js";

/** What is wrong with one attribute of a request: LaunchDarkly's own words for it. */
export interface AttributeError {
  readonly attribute: string;
  readonly reason: string;
}

/** Thrown by whatever finds a request wrong; the API turns it into its answer. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(answer.body);
  }
}

/** An error body as the API overview shows it: `code`, `message` and the `id` to quote to support. */
export const errorBody = (status: number, code: string, message: string, errors?: readonly AttributeError[]): Answer =>
  json(status, { code, message, ...(errors === undefined ? {} : { errors }), id: randomUUID() });

export const invalidRequest = (message: string, errors?: readonly AttributeError[]): Refusal =>
  new Refusal(errorBody(400, "invalid_request", message, errors));

export const unauthorized = (): Refusal => new Refusal(errorBody(401, "unauthorized", "Invalid access token"));

export const forbidden = (message: string): Refusal => new Refusal(errorBody(403, "forbidden", message));

export const notFound = (message: string): Refusal => new Refusal(errorBody(404, "not_found", message));

/**
 * A concurrent change and, in a sister API, a duplicate key: LaunchDarkly says that the body cannot tell them apart, so
 * here it is one body for both.
 */
export const conflict = (): Refusal =>
  new Refusal(errorBody(409, "optimistic_locking_error", "Conflict. Optimistic lock error. Try again later."));

export const patchFailed = (message: string): Refusal => new Refusal(errorBody(422, "patch_failed", message));

export const rateLimited = (): Answer =>
  errorBody(429, "rate_limited", "You've exceeded the API rate limit. Try again later.");
