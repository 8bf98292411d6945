import type { HttpResponse } from "../client.js";

export type ResponseInfo = Pick<HttpResponse, "status" | "headers">;

/** LaunchDarkly limits the requests of an account, of an access token, and to each route. */
export const scopes = ["global", "token", "route"] as const;
export type Scope = (typeof scopes)[number];

/** Requests that remain in a window, and the time of its reset in the server's epoch milliseconds. */
export interface AnnouncedLimit {
  readonly remaining: number;
  readonly resets: number;
}

const headerNames: Readonly<Record<Scope, readonly [remaining: string, resets: string]>> = {
  global: ["x-ratelimit-global-remaining", "x-ratelimit-reset"],
  token: ["x-ratelimit-auth-token-remaining", "x-ratelimit-auth-token-reset"],
  route: ["x-ratelimit-route-remaining", "x-ratelimit-reset"],
};

export const header = ({ headers }: ResponseInfo, name: string): string | undefined => [headers[name]].flat()[0];

export const parseRateLimitHeaders = (scope: Scope, response: ResponseInfo): AnnouncedLimit | undefined => {
  const [remainingName, resetsName] = headerNames[scope];
  const remaining = Number.parseInt(header(response, remainingName) ?? "", 10);
  const resets = Number.parseInt(header(response, resetsName) ?? header(response, "x-ratelimit-reset") ?? "", 10);
  return remaining >= 0 && resets > 0 ? { remaining, resets } : undefined;
};

/** Returns `Retry-After` of a 429 or 503 in milliseconds. It is in seconds, or a date by the server's clock. */
export const parseRetryAfter = (response: ResponseInfo): number | undefined => {
  const value = header(response, "retry-after");
  if (value === undefined || (response.status !== 429 && response.status !== 503)) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  // Date.parse accepts almost anything, even "-1".
  if (!value.endsWith("GMT")) return undefined;
  const waitMs = Date.parse(value) - Date.parse(header(response, "date") ?? "");
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
};
