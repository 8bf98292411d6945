import * as pulumi from "@pulumi/pulumi";
import { unknownArguments } from "../lib/unknownArguments.js";
import { refuse } from "./runError.js";

/** The arguments of a {@link Provider}. An absent or empty argument is read from stack config, then from the environment. */
export interface ProviderArgs {
  /** The API access token of the account, always stored as a secret. Env: `LAUNCHDARKLY_ACCESS_TOKEN`. */
  readonly accessToken?: pulumi.Input<string | undefined>;
  /**
   * The host or URL of the API. `http` is rejected except for loopback. Env: `LAUNCHDARKLY_API_HOST`.
   * @default https://app.launchdarkly.com
   */
  readonly apiHost?: pulumi.Input<string | undefined>;
  /**
   * Whether to log every request. Env: `LAUNCHDARKLY_DEBUG`.
   * @default false
   */
  readonly debug?: pulumi.Input<boolean | undefined>;
  /**
   * Maximum time of one request, in seconds. Env: `LAUNCHDARKLY_REQUEST_TIMEOUT`.
   * @default 10
   */
  readonly requestTimeout?: pulumi.Input<number | undefined>;
  /**
   * Maximum time of one operation, in seconds, including retries but not waits for rate limits.
   * Env: `LAUNCHDARKLY_DEADLINE`.
   * @default 120
   */
  readonly deadline?: pulumi.Input<number | undefined>;
  /**
   * Maximum number of requests in flight. Env: `LAUNCHDARKLY_MAX_CONCURRENCY`.
   * @default 8
   */
  readonly maxConcurrency?: pulumi.Input<number | undefined>;
  /**
   * Maximum age, in seconds, of an existing group that is adopted if it is exactly as declared, because an interrupted
   * run may have created it; 0 never adopts. Env: `LAUNCHDARKLY_ADOPT_WITHIN`.
   * @default 3600
   */
  readonly adoptWithin?: pulumi.Input<number | undefined>;
}

/** An explicit provider, for a program that manages several accounts. */
export class Provider extends pulumi.ProviderResource {
  /**
   * Creates a Provider with the given unique name, arguments, and options.
   *
   * @param name The unique name of the provider resource.
   * @param args The configuration of the provider.
   * @param opts Options to control the provider's behavior.
   */
  constructor(name: string, args?: ProviderArgs, opts?: pulumi.ResourceOptions) {
    refuse(unknownArguments({ ...args }, settingNames, "Provider"));
    // The engine does not pass stack config to an explicit provider.
    const config = new pulumi.Config("launchdarkly");
    const setting = (key: keyof ProviderArgs): pulumi.Output<string | undefined> =>
      pulumi.all([args?.[key], config.getSecret(key)]).apply(([argument, configured]) => {
        const text = String(argument ?? "");
        return text === "" ? configured : text;
      });
    // The same names as in stack config, so that both are read in the same way.
    const inputs = Object.fromEntries(
      settingNames.map((key) => [
        `launchdarkly:${key}`,
        key === "accessToken" ? pulumi.secret(setting(key)) : setting(key),
      ]),
    );
    super("pulumi-nodejs", name, inputs, opts);
    configs.set(this, pulumi.all(inputs));
  }
}

const settingNames = [
  "accessToken",
  "apiHost",
  "debug",
  "requestTimeout",
  "deadline",
  "maxConcurrency",
  "adoptWithin",
] as const satisfies readonly (keyof ProviderArgs)[];

/** Values by their names in stack config. Secret because of the token. */
type ConfigOutput = pulumi.Output<Readonly<Record<string, string | undefined>>>;

const configs = new WeakMap<pulumi.ProviderResource, ConfigOutput>();

/** Returns the configuration that a function needs. */
export const configOf = (provider: Provider): ConfigOutput => {
  const config = configs.get(provider);
  if (config === undefined) throw new pulumi.RunError("the option `provider` must be a Provider of this package");
  return config;
};
