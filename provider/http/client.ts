import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createRequire } from "node:module";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Got } from "got";
import {
  unexpectedResponse,
  apiErrorResponse,
  type ApiError,
  type ConnectionError,
  type NetworkError,
} from "../errors/apiError.js";
import { ErrorBody } from "../model/insightGroup.js";
import { noReply } from "./noReply.js";
import { proxied } from "../config/proxy.js";
import type { Settings } from "../config/settings.js";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export interface Request {
  readonly method: Method;
  /** Below the API host, percent-encoded. */
  readonly path: string;
  /** The path's pattern: LaunchDarkly limits the rate of each. */
  readonly route: string;
  readonly json?: unknown;
}

/** Whatever came back, whole. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** A success. */
export interface Success {
  /** Undefined where there is no body. */
  readonly json: unknown;
  readonly status: number;
  /** LaunchDarkly's clock, in epoch milliseconds. */
  readonly date: number | undefined;
}

/** One attempt: one request, and one answer or none. @param timeout In milliseconds. */
export type Transport = (
  request: Request,
  timeout: number,
) => TE.TaskEither<NetworkError | ConnectionError, HttpResponse>;

/** The only place that knows got, and the only one where a rejection becomes a Left. */
export const makeTransport = (settings: Settings): Transport => {
  let client: Promise<Got> | undefined;
  return ({ method, path, json }, timeout) =>
    pipe(
      TE.tryCatch(
        async () =>
          (await (client ??= clientFor(settings)))(path, {
            method,
            timeout: { request: timeout },
            ...(json === undefined ? {} : { json }),
          }),
        // Got's own error shows the token to whoever inspects it, so it ends here.
        noReply,
      ),
      TE.map(({ statusCode, headers, body }) => ({ status: statusCode, headers, body })),
    );
};

/** What an answer means: a success, LaunchDarkly's own refusal, or the word of something else on the way. */
export const readResponse = ({ status, headers, body }: HttpResponse): E.Either<ApiError, Success> => {
  const json = parse(body);
  if (status >= 200 && status < 300 && json !== notJson) {
    const date = Date.parse(String(headers["date"]));
    return E.right({ status, json, date: Number.isNaN(date) ? undefined : date });
  }
  const error = ErrorBody.decode(json);
  return E.left(
    E.isRight(error)
      ? apiErrorResponse(status, error.right)
      : unexpectedResponse(status, String(headers["content-type"] ?? "no content type")),
  );
};

const { version } = createRequire(__filename)("pulumi-launchdarkly-insights/package.json") as {
  readonly version: string;
};

/**
 * Got takes longer to load than all the rest, and a run without changes sends nothing. It is an ES module, which jest loads
 * in one of these ways, depending on the version of Node: both need a flag of Node's there.
 */
export const loadGot = async (): Promise<Got> => {
  try {
    return (createRequire(__filename)("got") as { readonly default: Got }).default;
  } catch {
    return (await import("got")).default;
  }
};

const clientFor = async ({ accessToken, apiHost }: Settings): Promise<Got> => {
  const got = await loadGot();
  return got.extend({
    prefixUrl: apiHost,
    responseType: "text",
    headers: {
      // The raw token: LaunchDarkly knows no "Bearer".
      authorization: accessToken,
      // Without it a beta endpoint answers 403.
      "ld-api-version": "beta",
      "user-agent": `pulumi-launchdarkly-insights/${version} (node ${process.versions.node}; ${process.platform})`,
      accept: "application/json",
    },
    // Plain HTTP is for loopback, and no proxy is to see it, whatever NODE_USE_ENV_PROXY says.
    agent: apiHost.startsWith("http:")
      ? { http: new HttpAgent({ keepAlive: true }) }
      : { https: new HttpsAgent({ keepAlive: true, ...proxied(process.env) }) },
    https: { minVersion: "TLSv1.2" },
    // A redirect would carry the token to wherever it points.
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
  });
};

const notJson = Symbol("not JSON");

const parse = (body: string): unknown => {
  if (body === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return notJson;
  }
};
