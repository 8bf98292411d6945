import { apFirst, sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { parseApiHost } from "./apiHost.js";
import { invalidConfiguration, type InvalidConfiguration } from "../errors/apiError.js";
import { proxyProblem } from "./proxy.js";

/** What a provider process runs with. */
export interface Settings {
  readonly accessToken: string;
  /** A URL without a trailing slash. */
  readonly apiHost: string;
  /** Whether each attempt is logged in a line. */
  readonly debug: boolean;
  /** How long one attempt may take, in milliseconds. */
  readonly requestTimeout: number;
  /** How long one call of Pulumi's may take with all its attempts, in milliseconds, waiting for limits not counted. */
  readonly deadline: number;
  /** How many requests are in flight at most. */
  readonly maxConcurrency: number;
  /** How old a group may be, in milliseconds, to be taken for one that an interrupted run of ours created. */
  readonly adoptWithin: number;
}

/** An explicit provider gives its inputs under the same names as stack config. */
export type Config = (name: string) => unknown;

/** Where each setting comes from, besides `launchdarkly:<name>` in an explicit provider or in stack config. */
const variables: Readonly<Record<keyof Settings, string>> = {
  // The first two are the names that LaunchDarkly's own Terraform provider reads.
  accessToken: "LAUNCHDARKLY_ACCESS_TOKEN",
  apiHost: "LAUNCHDARKLY_API_HOST",
  debug: "LAUNCHDARKLY_DEBUG",
  requestTimeout: "LAUNCHDARKLY_REQUEST_TIMEOUT",
  deadline: "LAUNCHDARKLY_DEADLINE",
  maxConcurrency: "LAUNCHDARKLY_MAX_CONCURRENCY",
  adoptWithin: "LAUNCHDARKLY_ADOPT_WITHIN",
};

/** In the units in which they are given: seconds, and requests. */
const defaults = { requestTimeout: 10, deadline: 120, maxConcurrency: 8, adoptWithin: 3600 } as const;

/** The settings of this process, or everything that is wrong with them. */
export const readSettings = (config: Config, env: NodeJS.ProcessEnv): E.Either<InvalidConfiguration, Settings> =>
  pipe(
    decoded(config, env),
    E.mapLeft((problems) => invalidConfiguration(problems.join("; "))),
  );

/** Every setting that has a wrong value. A token that is missing may still come before it is needed. */
export const settingProblems = (config: Config, env: NodeJS.ProcessEnv): readonly string[] =>
  pipe(
    decoded(config, env),
    E.match(
      (problems) => problems.filter((problem) => problem !== missingToken),
      () => [],
    ),
  );

/** A value, or everything that is wrong with it. */
type Decoded<A> = E.Either<readonly string[], A>;

const collecting = E.getApplicativeValidation<readonly string[]>({ concat: (first, second) => [...first, ...second] });

const decoded = (config: Config, env: NodeJS.ProcessEnv): Decoded<Settings> => {
  const given = (name: keyof Settings): string | undefined =>
    text(config(`launchdarkly:${name}`)) ?? text(env[variables[name]]);
  const host = parseApiHost(given("apiHost"));
  return pipe(
    sequenceS(collecting)({
      apiHost: pipe(
        host,
        E.mapLeft((problem) => [`${origin("apiHost")} ${problem}`]),
      ),
      debug: flag("debug", given("debug")),
      requestTimeout: seconds("requestTimeout", given("requestTimeout"), (value) => value > 0),
      deadline: seconds("deadline", given("deadline"), (value) => value > 0),
      maxConcurrency: number("maxConcurrency", given("maxConcurrency"), "a whole number from 1 to 1000", isCount),
      adoptWithin: seconds("adoptWithin", given("adoptWithin")),
      accessToken: accessToken(given("accessToken")),
    }),
    apFirst(collecting)(proxy(host, env)),
  );
};

/** No proxy sees what goes to loopback in plain HTTP. */
const proxy = (host: E.Either<string, string>, env: NodeJS.ProcessEnv): Decoded<void> => {
  const problem = E.isRight(host) && host.right.startsWith("http:") ? undefined : proxyProblem(env);
  return problem === undefined ? E.right(undefined) : E.left([problem]);
};

/** An empty value counts as not given: that is what an unset variable of a pipeline looks like. */
const text = (value: unknown): string | undefined =>
  typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : typeof value === "string" && value !== ""
      ? value
      : undefined;

const origin = (name: keyof Settings): string => `launchdarkly:${name} (or ${variables[name]})`;

/** Nothing of the token is ever quoted. */
const accessToken = (token: string | undefined): Decoded<string> => {
  if (token === undefined) return E.left([missingToken]);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return E.left([
      `${origin("accessToken")} must be the bare access token: it holds white space, a line break or another character that no token has`,
    ]);
  }
  if (/^(sdk|mob)-/.test(token)) {
    return E.left([`${origin("accessToken")} is an SDK or mobile key: the REST API takes an API access token`]);
  }
  return E.right(token);
};

const missingToken =
  "there is no LaunchDarkly access token. Give one with `pulumi config set --secret launchdarkly:accessToken <token>`, " +
  "with the environment variable LAUNCHDARKLY_ACCESS_TOKEN, or with `accessToken` of an explicit `Provider`";

const flag = (name: keyof Settings, value: string | undefined): Decoded<boolean> => {
  if (value === undefined || /^(false|0)$/i.test(value)) return E.right(false);
  if (/^(true|1)$/i.test(value)) return E.right(true);
  return E.left([`${origin(name)} must be "true" or "false"`]);
};

type NumberName = keyof typeof defaults;

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 1_000;

/** In seconds: a day. Beyond 24 days a timer of Node fires at once. */
const longest = 86_400;

const number = (
  name: NumberName,
  value: string | undefined,
  what: string,
  allowed: (value: number) => boolean,
): Decoded<number> => {
  const found = value === undefined ? defaults[name] : /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  return allowed(found) ? E.right(found) : E.left([`${origin(name)} must be ${what}`]);
};

/** Given in seconds, kept in milliseconds. */
const seconds = (
  name: NumberName,
  value: string | undefined,
  allowed: (value: number) => boolean = () => true,
): Decoded<number> =>
  pipe(
    number(
      name,
      value,
      `a number of seconds ${allowed(0) ? "from 0 (never)" : "above 0"} to ${String(longest)}`,
      (found) => allowed(found) && found <= longest,
    ),
    E.map((found) => found * 1_000),
  );
