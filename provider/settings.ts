import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { apiHost } from "./apiHost.js";
import { unconfigured, type Unconfigured } from "./errors.js";

/** What a provider process runs with. */
export interface Settings {
  readonly accessToken: string;
  /** A URL without a trailing slash. */
  readonly apiHost: string;
  /** Whether each attempt is logged in a line. */
  readonly debug: boolean;
}

/** An explicit provider gives its inputs under the same names as stack config. */
export type Config = (name: string) => unknown;

/** Where each setting comes from, besides `launchdarkly:<name>` in an explicit provider or in stack config. */
const variables: Readonly<Record<keyof Settings, string>> = {
  // The first two are the names that LaunchDarkly's own Terraform provider reads.
  accessToken: "LAUNCHDARKLY_ACCESS_TOKEN",
  apiHost: "LAUNCHDARKLY_API_HOST",
  debug: "LAUNCHDARKLY_DEBUG",
};

/** The settings of this process, or the first thing that is wrong with them. */
export const settings = (config: Config, env: NodeJS.ProcessEnv): E.Either<Unconfigured, Settings> => {
  const given = (name: keyof Settings): string | undefined =>
    text(config(`launchdarkly:${name}`)) ?? text(env[variables[name]]);
  return sequenceS(E.Apply)({
    accessToken: accessToken(given("accessToken")),
    apiHost: pipe(apiHost(given("apiHost")), E.mapLeft((problem) => unconfigured(`${origin("apiHost")} ${problem}`))),
    debug: flag("debug", given("debug")),
  });
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
const accessToken = (token: string | undefined): E.Either<Unconfigured, string> => {
  if (token === undefined) return E.left(unconfigured(missingToken));
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return E.left(
      unconfigured(
        `${origin("accessToken")} must be the bare access token: it holds white space, a line break or another character that no token has`,
      ),
    );
  }
  if (/^(sdk|mob)-/.test(token)) {
    return E.left(unconfigured(`${origin("accessToken")} is an SDK or mobile key: the REST API takes an API access token`));
  }
  return E.right(token);
};

const missingToken =
  "there is no LaunchDarkly access token. Give one with `pulumi config set --secret launchdarkly:accessToken <token>`, " +
  "with the environment variable LAUNCHDARKLY_ACCESS_TOKEN, or with `accessToken` of an explicit `Provider`";

const flag = (name: keyof Settings, value: string | undefined): E.Either<Unconfigured, boolean> => {
  if (value === undefined || /^(false|0)$/i.test(value)) return E.right(false);
  if (/^(true|1)$/i.test(value)) return E.right(true);
  return E.left(unconfigured(`${origin(name)} must be "true" or "false"`));
};
