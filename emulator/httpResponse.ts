import { randomUUID } from "node:crypto";

/** An empty `body` sends no body. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A problem with one attribute of a request, in LaunchDarkly's own words. */
export interface AttributeError {
  readonly attribute: string;
  readonly reason: string;
}

export const json = (status: number, value: unknown): HttpResponse => ({
  status,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});

/** A page of a proxy. */
export const html = (status: number, title: string): HttpResponse => ({
  status,
  headers: { "Content-Type": "text/html" },
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
});

/** The answer to a deployment event: no body, and so no id. */
export const created: HttpResponse = { status: 201, headers: {}, body: "" };

export const noContent: HttpResponse = { status: 204, headers: {}, body: "" };

export const withHeaders = (response: HttpResponse, headers: HttpResponse["headers"]): HttpResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
});

/** An error body as the API overview shows it: `code`, `message` and the `id` to quote to support. */
export const error = (
  status: number,
  code: string,
  message: string,
  errors?: readonly AttributeError[],
): HttpResponse => json(status, { code, message, ...(errors && { errors }), id: randomUUID() });

export const invalidRequest = (message: string, errors?: readonly AttributeError[]): HttpResponse =>
  error(400, "invalid_request", message, errors);

export const unauthorized = (): HttpResponse => error(401, "unauthorized", "Invalid access token");

export const forbidden = (message: string): HttpResponse => error(403, "forbidden", message);

export const notFound = (message: string): HttpResponse => error(404, "not_found", message);

export const methodNotAllowed = (allowed: readonly string[]): HttpResponse =>
  withHeaders(error(405, "method_not_allowed", "Method not allowed"), { Allow: allowed.join(", ") });

/** LaunchDarkly documents the same body for a concurrent change and a duplicate key. */
export const conflict = (): HttpResponse =>
  error(409, "optimistic_locking_error", "Conflict. Optimistic lock error. Try again later.");

export const patchFailed = (message: string): HttpResponse => error(422, "patch_failed", message);

export const rateLimited = (): HttpResponse =>
  error(429, "rate_limited", "You've exceeded the API rate limit. Try again later.");

export const collection = (items: readonly object[]): object => ({ totalCount: items.length, items });

/** Returns a stored value without the fields that are not part of an answer. */
export const omit = <A extends object>(value: A, ...names: readonly (keyof A & string)[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.some((each) => each === name)));
