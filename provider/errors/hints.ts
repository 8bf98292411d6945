import type { ConnectionError, ApiErrorResponse } from "./apiError.js";
import { hostSetting, rerun, type Operation } from "./operation.js";

/** What to do after LaunchDarkly said no. */
export const hint = (subject: Operation, { status, body }: ApiErrorResponse): string => {
  const { verb, asked } = subject;
  switch (status) {
    case 400:
      return `Correct what it names, and run ${rerun(subject)} again.`;
    case 401:
      return tokenHint(subject);
    case 403:
      return (
        "The token's role or custom policy may not permit this, or the account's plan may not include Engineering " +
        "Insights or its beta API. Ask an administrator of the account."
      );
    case 404:
      // An import meets it only where it makes the group anew, in a replacement.
      return verb === "create" || verb === "import"
        ? `Check that project "${asked?.projectKey ?? ""}" exists and has an environment "${asked?.environmentKey ?? ""}". ` +
            "If this was to replace a group, that one is already deleted: the next `pulumi up` that succeeds creates it again."
        : body.code === "not_found"
          ? "Check the keys and the account of the access token."
          : `That is not LaunchDarkly's answer for a group that does not exist. Check ${hostSetting(subject)}, and any proxy on the way.`;
    case 409:
      return verb === "create" || verb === "import"
        ? "That may mean that another group has this key, although LaunchDarkly shows none, or that somebody changed it at " +
            "the same moment. Look for the group in LaunchDarkly, also under another spelling. If it is not there, run " +
            "`pulumi up` again."
        : `Somebody changed it at the same moment. Run ${rerun(subject)} again.`;
    case 429:
      return `The account's rate limit is used up. Wait some seconds, and run ${rerun(subject)} again.`;
    default:
      if (status >= 500) return `Run ${rerun(subject)} again when LaunchDarkly has recovered.`;
      return body.id === undefined ? "Ask LaunchDarkly's support." : "Quote the id to LaunchDarkly's support.";
  }
};

const tokenHint = ({ by }: Operation): string => {
  if (by === "command") {
    return "Check LAUNCHDARKLY_ACCESS_TOKEN, and LAUNCHDARKLY_API_HOST if the account is not at app.launchdarkly.com.";
  }
  return by === "function" ? tokenNeeded : `${tokenNeeded} ${storedToken}`;
};

const tokenNeeded =
  "Give a valid API access token with `pulumi config set --secret launchdarkly:accessToken <token>`, with " +
  "LAUNCHDARKLY_ACCESS_TOKEN, or with `accessToken` of an explicit Provider.";

const storedToken =
  "`pulumi refresh`, `pulumi up --refresh` and `pulumi destroy` use the configuration stored in state: after a change of " +
  "token give them `--run-program`, or run a plain `pulumi up` first.";

/** What is in the way to LaunchDarkly, and how to get past it. */
export const connectionHint = (subject: Operation, { at, reason }: ConnectionError): string =>
  at === "certificate"
    ? `no secure connection to LaunchDarkly (${reason}). Behind a company's proxy set NODE_EXTRA_CA_CERTS to a file with its ` +
      `certificate authority; elsewhere check ${hostSetting(subject)} and this machine's clock.`
    : `no connection to LaunchDarkly (${reason}). Check HTTPS_PROXY with its user name and password, or name the host in ` +
      "NO_PROXY.";

/** What to do after something else answered. */
export const foreignHint = (subject: Operation, status: number): string => {
  const setting = hostSetting(subject);
  if (status >= 300 && status < 400) {
    return `Redirects are not followed, because the access token would go along: set ${setting} to the final host.`;
  }
  const gone = status === 404 ? "This is not taken as a word that the group does not exist. " : "";
  return `${gone}Check ${setting}, and any proxy on the way.`;
};
