import * as pulumi from "@pulumi/pulumi";
import { unknownArguments } from "../lib/unknownArguments.js";
import { refuse } from "./refuse.js";

/** The arguments of a {@link Provider}. What is left out or empty comes from stack config, then from the environment. */
export interface ProviderArgs {
  /** The API access token of the account. Kept as a secret, however it is given. Env: `LAUNCHDARKLY_ACCESS_TOKEN`. */
  readonly accessToken?: pulumi.Input<string | undefined>;
  /**
   * A host or a URL; `http` is refused except for loopback. Env: `LAUNCHDARKLY_API_HOST`.
   * @default https://app.launchdarkly.com
   */
  readonly apiHost?: pulumi.Input<string | undefined>;
  /**
   * Whether every request is logged in a line. Env: `LAUNCHDARKLY_DEBUG`.
   * @default false
   */
  readonly debug?: pulumi.Input<boolean | undefined>;
  /**
   * How long one request may take, in seconds. Env: `LAUNCHDARKLY_REQUEST_TIMEOUT`.
   * @default 10
   */
  readonly requestTimeout?: pulumi.Input<number | undefined>;
  /**
   * How long one operation on a group may take with all its retries, in seconds; waiting for rate limits is not counted.
   * Env: `LAUNCHDARKLY_DEADLINE`.
   * @default 120
   */
  readonly deadline?: pulumi.Input<number | undefined>;
  /**
   * How many requests are in flight at most. Env: `LAUNCHDARKLY_MAX_CONCURRENCY`.
   * @default 8
   */
  readonly maxConcurrency?: pulumi.Input<number | undefined>;
  /**
   * How old a group may be, in seconds, to be taken for one that an interrupted run of this stack created, if it is
   * exactly as declared; 0 for never. Env: `LAUNCHDARKLY_ADOPT_WITHIN`.
   * @default 3600
   */
  readonly adoptWithin?: pulumi.Input<number | undefined>;
}

/**
 * An explicit provider: one for each account of a program that manages several. The engine runs each in a process of its
 * own and hides stack config from it, so what is left out is filled in here.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    refuse(unknownArguments({ ...args }, settingNames, "Provider"));
    const config = new pulumi.Config("launchdarkly");
    const setting = (key: keyof ProviderArgs): pulumi.Output<string | undefined> =>
      pulumi.all([args[key], config.getSecret(key)]).apply(([given, configured]) => {
        const text = String(given ?? "");
        return text === "" ? configured : text;
      });
    // The same names as in stack config, so that one look-up serves both.
    const inputs = Object.fromEntries(
      settingNames.map((key) => [
        `launchdarkly:${key}`,
        key === "accessToken" ? pulumi.secret(setting(key)) : setting(key),
      ]),
    );
    super("pulumi-nodejs", name, inputs, opts);
    given.set(this, pulumi.all(inputs));
  }
}

/** All of them: with a misspelt one, another account would be asked in silence. */
const settingNames = [
  "accessToken",
  "apiHost",
  "debug",
  "requestTimeout",
  "deadline",
  "maxConcurrency",
  "adoptWithin",
] as const satisfies readonly (keyof ProviderArgs)[];

const given = new WeakMap<pulumi.ProviderResource, ConfigOutput>();

/** By their names in stack config, and secret because of the token. */
type ConfigOutput = pulumi.Output<Readonly<Record<string, string | undefined>>>;

/** What the functions of a program need of a provider. */
export const configOf = (provider: Provider): ConfigOutput => {
  const config = given.get(provider);
  if (config === undefined) throw new pulumi.RunError("the option `provider` takes a Provider of this package");
  return config;
};
