import * as pulumi from "@pulumi/pulumi";

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
}

/**
 * An explicit provider: one for each account of a program that manages several. The engine runs each in a process of its
 * own and hides stack config from it, so what is left out is filled in here.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const config = new pulumi.Config("launchdarkly");
    const setting = (key: keyof ProviderArgs): pulumi.Output<string | undefined> =>
      pulumi.all([args[key], config.getSecret(key)]).apply(([given, configured]) => {
        const text = String(given ?? "");
        return text === "" ? configured : text;
      });
    super(
      "pulumi-nodejs",
      name,
      // The same names as in stack config, so that one look-up serves both.
      {
        "launchdarkly:accessToken": pulumi.secret(setting("accessToken")),
        "launchdarkly:apiHost": setting("apiHost"),
        "launchdarkly:debug": setting("debug"),
      },
      opts,
    );
  }
}
