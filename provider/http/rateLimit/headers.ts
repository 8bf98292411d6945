/** The part of a response that is about rate limits. */
export interface ResponseInfo {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** LaunchDarkly limits the requests of an account, of an access token, and to each route. */
export const scopes = ["global", "token", "route"] as const;
export type Scope = (typeof scopes)[number];

/** What remains of a window, and when it resets, in the server's epoch milliseconds. */
export interface RateLimit {
  readonly remaining: number;
  readonly resets: number;
}

const names: Readonly<Record<Scope, readonly [remaining: string, resets: string]>> = {
  global: ["x-ratelimit-global-remaining", "x-ratelimit-reset"],
  token: ["x-ratelimit-auth-token-remaining", "x-ratelimit-auth-token-reset"],
  route: ["x-ratelimit-route-remaining", "x-ratelimit-reset"],
};

export const header = ({ headers }: ResponseInfo, name: string): string | undefined => [headers[name]].flat()[0];

export const parseRateLimitHeaders = (scope: Scope, response: ResponseInfo): RateLimit | undefined => {
  const [remainingName, resetsName] = names[scope];
  const remaining = Number.parseInt(header(response, remainingName) ?? "", 10);
  const resets = Number.parseInt(header(response, resetsName) ?? header(response, "x-ratelimit-reset") ?? "", 10);
  return remaining >= 0 && resets > 0 ? { remaining, resets } : undefined;
};

/**
 * Returns `Retry-After` in milliseconds; it is given in seconds or as a date by the server's clock. It means something with
 * 429 and 503 only.
 */
export const parseRetryAfter = (response: ResponseInfo): number | undefined => {
  const value = header(response, "retry-after");
  if (value === undefined || (response.status !== 429 && response.status !== 503)) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  // Date.parse makes a date of almost anything, even of "-1".
  if (!value.endsWith("GMT")) return undefined;
  const wait = Date.parse(value) - Date.parse(header(response, "date") ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};
