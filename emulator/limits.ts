/** Fixed windows, aligned to the server's clock. A limit that is left out does not apply and appears in no header. */
export interface Limits {
  /** Length of a window in milliseconds. Default 10000, as LaunchDarkly documents it. */
  readonly windowMs?: number | undefined;
  /** Calls of the account per window. LaunchDarkly does not publish its numbers. */
  readonly global?: number | undefined;
  /** Calls per window to each route, which is a verb and a pattern: all reads by key together are one route. */
  readonly route?: number | undefined;
  /** Calls per window of the access token. */
  readonly authToken?: number | undefined;
  /**
   * Headers of the responses: `"all"` (default) the `X-Ratelimit-*` headers; `"retry-after"` only `Retry-After` on refused
   * calls, as LaunchDarkly's IP-based limit does; `"none"` nothing.
   */
  readonly headers?: "all" | "none" | "retry-after" | undefined;
}

/** Whether a call is refused, and the headers that report the windows. */
export interface Admission {
  readonly refused: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Admits a call and counts it. @param now Epoch milliseconds, by the server's clock. */
export type Admit = (route: string, now: number) => Admission;

/** Counts the calls that it admits. */
export const makeRequestWindows = (limits: Limits): Admit => {
  const length = limits.windowMs ?? 10_000;
  let start = NaN;
  let used = new Map<string, number>();

  return (route, now) => {
    const current = now - (now % length);
    if (current !== start) {
      start = current;
      used = new Map();
    }
    const counted = [
      { header: "Global", counter: "global", limit: limits.global },
      { header: "Route", counter: `route ${route}`, limit: limits.route },
      { header: "Auth-Token", counter: "auth token", limit: limits.authToken },
    ].flatMap(({ limit, ...rest }) => (limit === undefined ? [] : [{ ...rest, limit }]));
    const left = ({ counter, limit }: { readonly counter: string; readonly limit: number }): number =>
      limit - (used.get(counter) ?? 0);

    const refused = counted.some((each) => left(each) <= 0);
    if (!refused) for (const { counter } of counted) used.set(counter, (used.get(counter) ?? 0) + 1);
    const remaining = counted.map((each) => ({ header: each.header, left: left(each) }));
    return { refused, headers: headers(limits, { refused, remaining, reset: start + length, now }) };
  };
};

interface State {
  readonly refused: boolean;
  readonly remaining: readonly { readonly header: string; readonly left: number }[];
  /** Epoch milliseconds, on the server's clock. */
  readonly reset: number;
  readonly now: number;
}

const headers = (limits: Limits, { refused, remaining, reset, now }: State): Admission["headers"] => {
  switch (limits.headers ?? "all") {
    case "none":
      return {};
    case "retry-after":
      return refused ? { "Retry-After": String(Math.ceil((reset - now) / 1000)) } : {};
    case "all":
      return {
        ...Object.fromEntries(remaining.map(({ header, left }) => [`X-Ratelimit-${header}-Remaining`, String(left)])),
        ...(remaining.length === 0 ? {} : { "X-Ratelimit-Reset": String(reset) }),
        ...(limits.authToken === undefined ? {} : { "X-Ratelimit-Auth-Token-Reset": String(reset) }),
      };
  }
};
