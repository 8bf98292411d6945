import * as E from "fp-ts/Either";

export const defaultApiHost = "https://app.launchdarkly.com";

/**
 * A host or a URL, as a URL without a trailing slash. A host alone is spoken to over https, one on loopback over http:
 * there an emulator listens. The token travels with every request: anywhere else plain HTTP is refused.
 */
export const parseApiHost = (given: string = defaultApiHost): E.Either<string, string> => {
  if (/^https?:(?!\/\/)/i.test(given))
    return E.left("must have two slashes after https:, as in https://app.launchdarkly.us");
  const url = parse(given);
  if (url === undefined)
    return E.left("must be a host or a URL, such as app.launchdarkly.us or https://app.launchdarkly.us");
  if (url.username !== "" || url.password !== "") return E.left("must not hold a user name or a password");
  if (url.search !== "" || url.hash !== "") return E.left("must not hold a query or a fragment");
  if (/\/api\/v2(\/|$)/.test(url.pathname)) return E.left("must end before /api/v2: that is added to it");
  if (isLaunchDarkly(url.hostname) && /[^/]/.test(url.pathname)) {
    return E.left(
      `must be ${url.origin} alone: /api/v2 is added to it, and LaunchDarkly serves nothing below another path`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return E.left(`must use https: over http to ${url.host} the access token could be read on the way`);
  }
  return E.right(`${url.origin}${url.pathname.replace(/\/+$/, "")}`);
};

const parse = (given: string): URL | undefined => {
  // A space would be dropped or encoded by the URL parser.
  if (/[\s\\]/.test(given)) return undefined;
  const url = tryParse(given.includes("://") ? given : `https://${given}`);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  return given.includes("://") || !isLoopback(url.hostname) ? url : tryParse(`http://${given}`);
};

const tryParse = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** Behind somebody's gateway any path may be right, here none is. */
const isLaunchDarkly = (hostname: string): boolean => /(^|\.)launchdarkly\.(com|us)$/.test(hostname);

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
