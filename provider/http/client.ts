import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createRequire } from "node:module";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Got } from "got";
import type { Canceled, ConnectionError, NetworkError } from "../errors/apiError.js";
import { version } from "../lib/version.js";
import { proxied } from "../config/proxy.js";
import type { Settings } from "../config/settings.js";
import { toNetworkError } from "./toNetworkError.js";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Request {
  readonly method: Method;
  /** Relative to the API host, percent-encoded. */
  readonly path: string;
  /** Pattern of the path: LaunchDarkly has a rate limit for each. */
  readonly route: string;
  readonly json?: unknown;
}

/** A complete response, of any status. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Makes one attempt to send a request. */
export type Transport = (
  request: Request,
  timeoutMs: number,
) => TE.TaskEither<NetworkError | ConnectionError | Canceled, HttpResponse>;

/** The only place where a rejection becomes a Left. */
export const makeTransport = (settings: Settings): Transport => {
  let client: Promise<Got> | undefined;
  return ({ method, path, json }, timeoutMs) =>
    pipe(
      TE.tryCatch(
        async () => {
          const got = await (client ??= makeClient(settings));
          return got(path, { method, timeout: { request: timeoutMs }, ...(json === undefined ? {} : { json }) });
        },
        // Got's own error contains the token.
        toNetworkError,
      ),
      TE.map(({ statusCode, headers, body }) => ({ status: statusCode, headers, body })),
    );
};

const load = createRequire(__filename);

/**
 * Loads Got when a request needs it, because it takes longer to load than everything else. Got is an ES module: Jest can
 * load it in only one of these ways, depending on Node's version and flags. A bundle contains only what is imported.
 */
export const loadGot = async (): Promise<Got> => {
  try {
    return (await import("got")).default;
  } catch {
    return (load("got") as { readonly default: Got }).default;
  }
};

const makeClient = async ({ accessToken, apiHost }: Settings): Promise<Got> => {
  const got = await loadGot();
  return got.extend({
    prefixUrl: apiHost,
    responseType: "text",
    headers: {
      // LaunchDarkly expects the raw token, without "Bearer".
      authorization: accessToken,
      // Without this header a beta endpoint returns 403.
      "ld-api-version": "beta",
      "user-agent": `pulumi-launchdarkly-insights/${version} (node ${process.versions.node}; ${process.platform})`,
      accept: "application/json",
    },
    // Plain HTTP is only for loopback and must bypass the proxy, even with NODE_USE_ENV_PROXY.
    agent: apiHost.startsWith("http:")
      ? { http: new HttpAgent({ keepAlive: true }) }
      : { https: new HttpsAgent({ keepAlive: true, ...proxied(process.env) }) },
    https: { minVersion: "TLSv1.2" },
    // A redirect would carry the token to another host.
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
  });
};
