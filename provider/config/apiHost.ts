import * as E from "fp-ts/Either";

export const defaultApiHost = "https://app.launchdarkly.com";

/**
 * Parses a host or a URL, and returns a URL without a trailing slash. A bare host defaults to https, or to http on
 * loopback, where an emulator listens. Any other host must use https, because every request carries the token.
 */
export const parseApiHost = (text: string = defaultApiHost): E.Either<string, string> => {
  // Otherwise the token would go to a host named "https".
  if (/^(https?:\/\/)?https?([:/]|$)(?!\/\/[^/])|^https?:\/{3,}[^/]/i.test(text))
    return E.left("must have two slashes after https:, as in https://app.launchdarkly.us");
  const url = parse(text);
  if (url === undefined)
    return E.left("must be a host or a URL, such as app.launchdarkly.us or https://app.launchdarkly.us");
  if (url.username !== "" || url.password !== "") return E.left("must not contain a user name or a password");
  if (url.search !== "" || url.hash !== "") return E.left("must not contain a query or a fragment");
  if (/\/api\/v2(\/|$)/.test(url.pathname)) return E.left("must end before /api/v2: the provider adds it");
  if (isLaunchDarkly(url.hostname) && /[^/]/.test(url.pathname)) {
    return E.left(`must be ${url.origin} alone: the provider adds /api/v2, and LaunchDarkly serves no other path`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return E.left(`must use https: over http to ${url.host} the access token could be read in transit`);
  }
  return E.right(`${url.origin}${url.pathname.replace(/\/+$/, "")}`);
};

const parse = (text: string): URL | undefined => {
  // The URL parser would drop or encode a space.
  if (/[\s\\]/.test(text)) return undefined;
  const url = tryParse(text.includes("://") ? text : `https://${text}`);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  return text.includes("://") || !isLoopback(url.hostname) ? url : tryParse(`http://${text}`);
};

const tryParse = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** Whether LaunchDarkly serves the host, without a path; a user's own gateway may have a path. */
const isLaunchDarkly = (hostname: string): boolean => /(^|\.)launchdarkly\.(com|us)$/.test(hostname);

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
