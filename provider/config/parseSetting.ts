import * as E from "fp-ts/Either";

/** A value, or the problem with it, worded to follow the name of the setting. */
export type Parsed<A> = E.Either<string, A>;

/** @param namespace The namespace of the settings in stack config. */
export const missingToken = (namespace: string): string =>
  `there is no LaunchDarkly access token. Set one with \`pulumi config set --secret ${namespace}:accessToken <token>\`, ` +
  "with the environment variable LAUNCHDARKLY_ACCESS_TOKEN, or with `accessToken` of an explicit `Provider`";

/** Parses the access token. No message quotes any part of it. */
export const parseAccessToken =
  (namespace: string) =>
  (text?: string): Parsed<string> => {
    if (text === undefined) return E.left(missingToken(namespace));
    if (!/^[\x21-\x7e]+$/.test(text)) {
      return E.left(
        "must be the bare access token: it contains white space, a line break or another character that tokens never contain",
      );
    }
    return /^(sdk|mob)-/.test(text)
      ? E.left("is an SDK or mobile key: the REST API needs an API access token")
      : E.right(text);
  };

export const parseFlag = (text = "false"): Parsed<boolean> => {
  if (/^(false|0)$/i.test(text)) return E.right(false);
  return /^(true|1)$/i.test(text) ? E.right(true) : E.left('must be "true" or "false"');
};

export const parseCount =
  (defaultCount: number) =>
  (text?: string): Parsed<number> => {
    const count = parseNumber(text, defaultCount);
    return Number.isInteger(count) && count >= 1 && count <= 1_000
      ? E.right(count)
      : E.left("must be a whole number from 1 to 1000");
  };

/** One day. A Node timer of more than 24 days fires immediately. */
const maxSeconds = 86_400;

/** Parses seconds and returns milliseconds. */
export const parseSeconds =
  (range: "above 0" | "from 0 (never)", defaultSeconds: number) =>
  (text?: string): Parsed<number> => {
    const seconds = parseNumber(text, defaultSeconds);
    return seconds <= maxSeconds && (range === "above 0" ? seconds > 0 : seconds >= 0)
      ? E.right(seconds * 1_000)
      : E.left(`must be a number of seconds ${range} to ${String(maxSeconds)}`);
  };

const parseNumber = (text: string | undefined, defaultNumber: number): number => {
  if (text === undefined) return defaultNumber;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
};
