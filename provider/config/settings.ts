import { apFirst, sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { invalidConfiguration, type InvalidConfiguration } from "../errors/apiError.js";
import { parseApiHost } from "./apiHost.js";
import { missingToken, parseAccessToken, parseCount, parseFlag, parseSeconds, type Parsed } from "./parseSetting.js";
import { proxyProblem } from "./proxy.js";

/** The namespace of the settings in stack config: of the dynamic provider, or of the native plugin. */
export type Namespace = "launchdarkly" | "launchdarkly-insights";

/** The settings of a provider process. All times in milliseconds. */
export interface Settings {
  readonly namespace: Namespace;
  readonly accessToken: string;
  /** A URL without a trailing slash. */
  readonly apiHost: string;
  /** Whether every request is logged. */
  readonly debug: boolean;
  /** Maximum time of one request. */
  readonly requestTimeout: number;
  /** Maximum time of one operation, including retries but not waits for rate limits. */
  readonly deadline: number;
  /** Maximum number of requests in flight. */
  readonly maxConcurrency: number;
  /** Maximum age of a group that is adopted because an interrupted run may have created it. */
  readonly adoptWithin: number;
}

/** Looks up a setting by its name in stack config; an explicit provider has its inputs under the same names. */
export type Config = (name: string) => unknown;

/** Returns the settings, or an error that lists every problem. */
export const readSettings = (
  config: Config,
  env: NodeJS.ProcessEnv,
  namespace: Namespace = "launchdarkly",
): E.Either<InvalidConfiguration, Settings> =>
  pipe(
    parseSettings(config, env, namespace),
    E.mapLeft((problems) => invalidConfiguration(problems.join("; "))),
  );

/** Returns the problems of all invalid settings. A missing token is not one of them: it may be set before it is needed. */
export const settingProblems = (
  config: Config,
  env: NodeJS.ProcessEnv,
  namespace: Namespace = "launchdarkly",
): readonly string[] => {
  const parsed = parseSettings(config, env, namespace);
  return E.isLeft(parsed) ? parsed.left.filter((problem) => problem !== missingToken(namespace)) : [];
};

type Validated<A> = E.Either<readonly string[], A>;
const validation = E.getApplicativeValidation<readonly string[]>({ concat: (first, second) => [...first, ...second] });

const parseSettings = (config: Config, env: NodeJS.ProcessEnv, namespace: Namespace): Validated<Settings> => {
  const setting = <A>(name: string, variable: string, parse: (text?: string) => Parsed<A>): Validated<A> =>
    pipe(
      parse(toText(config(`${namespace}:${name}`)) ?? toText(env[variable])),
      E.mapLeft((problem) => [
        problem === missingToken(namespace) ? problem : `${namespace}:${name} (or ${variable}) ${problem}`,
      ]),
    );
  const apiHost = setting("apiHost", "LAUNCHDARKLY_API_HOST", parseApiHost);
  // Plain HTTP is only for loopback, which bypasses the proxy.
  const problem = E.isRight(apiHost) && apiHost.right.startsWith("http:") ? undefined : proxyProblem(env);
  return pipe(
    sequenceS(validation)({
      apiHost,
      debug: setting("debug", "LAUNCHDARKLY_DEBUG", parseFlag),
      requestTimeout: setting("requestTimeout", "LAUNCHDARKLY_REQUEST_TIMEOUT", parseSeconds("above 0", 10)),
      deadline: setting("deadline", "LAUNCHDARKLY_DEADLINE", parseSeconds("above 0", 120)),
      maxConcurrency: setting("maxConcurrency", "LAUNCHDARKLY_MAX_CONCURRENCY", parseCount(8)),
      adoptWithin: setting("adoptWithin", "LAUNCHDARKLY_ADOPT_WITHIN", parseSeconds("from 0 (never)", 3_600)),
      accessToken: setting("accessToken", "LAUNCHDARKLY_ACCESS_TOKEN", parseAccessToken(namespace)),
      namespace: E.right(namespace),
    }),
    apFirst(validation)(problem === undefined ? E.right(undefined) : E.left([problem])),
  );
};

/** Treats an empty value as not set, because a pipeline passes an unset variable as an empty one. */
const toText = (value: unknown): string | undefined => {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  // No setting is an object or a list, and none can be a space: each is refused with its own reason.
  if (typeof value === "object" && value !== null) return " ";
  return typeof value === "string" && value !== "" ? value : undefined;
};
