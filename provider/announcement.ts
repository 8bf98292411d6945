/** What a reply says about the limits. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The windows that LaunchDarkly announces: of the account, of the access token, and of each route. */
export const kinds = ["global", "token", "route"] as const;
export type Kind = (typeof kinds)[number];

/** What remains of a window, and when it resets, in the server's epoch milliseconds. */
export interface Announcement {
  readonly remaining: number;
  readonly resets: number;
}

const names: Readonly<Record<Kind, readonly [remaining: string, resets: string]>> = {
  global: ["x-ratelimit-global-remaining", "x-ratelimit-reset"],
  token: ["x-ratelimit-auth-token-remaining", "x-ratelimit-auth-token-reset"],
  route: ["x-ratelimit-route-remaining", "x-ratelimit-reset"],
};

export const header = ({ headers }: Seen, name: string): string | undefined => [headers[name]].flat()[0];

export const announcement = (kind: Kind, seen: Seen): Announcement | undefined => {
  const [remainingName, resetsName] = names[kind];
  const remaining = Number.parseInt(header(seen, remainingName) ?? "", 10);
  const resets = Number.parseInt(header(seen, resetsName) ?? header(seen, "x-ratelimit-reset") ?? "", 10);
  return remaining >= 0 && resets > 0 ? { remaining, resets } : undefined;
};

/** In milliseconds; it is given in seconds or as a date, which is the server's. */
export const retryAfter = (seen: Seen): number | undefined => {
  const value = header(seen, "retry-after");
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  // Date.parse makes a date of almost anything, even of "-1".
  if (!value.endsWith("GMT")) return undefined;
  const wait = Date.parse(value) - Date.parse(header(seen, "date") ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};
