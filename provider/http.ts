import { Agent } from "node:https";
import { createRequire } from "node:module";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import got, { type Got, type Response } from "got";
import { foreign, refused, unreachable, type ApiError } from "./errors.js";
import { ErrorBody } from "./model.js";
import type { Settings } from "./settings.js";

export interface Request {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API host, percent-encoded. */
  readonly path: string;
  readonly json?: unknown;
}

/** A success; `json` is undefined where there is no body. */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
}

/** One attempt: one request, and one reply or none. */
export type Send = (request: Request) => TE.TaskEither<ApiError, Reply>;

/** The only place that knows got, and the only one where a rejection becomes a Left. */
export const http = (settings: Settings): Send => {
  const client = clientFor(settings);
  const log = settings.debug ? toStandardError : () => undefined;
  return ({ method, path, json }) => {
    const started = performance.now();
    const done = (outcome: string): void => {
      log(`launchdarkly: ${method} /${path} ${outcome} in ${(performance.now() - started).toFixed(0)} ms`);
    };
    return pipe(
      TE.tryCatch(
        () => client(path, { method, ...(json === undefined ? {} : { json }) }),
        // Got's own error shows the token to whoever inspects it, so it ends here.
        (cause) => unreachable(cause instanceof Error ? cause.message : "no reply"),
      ),
      TE.tapError(({ reason }) => TE.fromIO(() => { done(reason); })),
      TE.tapIO(({ statusCode }) => () => { done(String(statusCode)); }),
      TE.flatMapEither(read),
    );
  };
};

const { version } = createRequire(__filename)("pulumi-launchdarkly-insights/package.json") as {
  readonly version: string;
};

const clientFor = ({ accessToken, apiHost }: Settings): Got =>
  got.extend({
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
    agent: { https: new Agent({ keepAlive: true, ...proxyFromEnvironment }) },
    https: { minVersion: "TLSv1.2" },
    // A redirect would carry the token to wherever it points.
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    timeout: { request: 10_000 },
  });

/** HTTPS_PROXY and NO_PROXY: Node 22.21 and 24.5 learned it; older ones ignore it, and connect directly. */
const proxyFromEnvironment: object = { proxyEnv: process.env };

const read = ({ statusCode, body, headers }: Response<string>): E.Either<ApiError, Reply> => {
  const json = parse(body);
  if (statusCode >= 200 && statusCode < 300 && json !== notJson) return E.right({ status: statusCode, json });
  const error = ErrorBody.decode(json);
  return E.left(
    E.isRight(error) ? refused(statusCode, error.right) : foreign(statusCode, headers["content-type"] ?? "no content type"),
  );
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

const toStandardError = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
