import type { ApiErrorResponse } from "./apiError.js";
import { hostSetting, rerun, type Operation } from "./describeOperation.js";

/** Returns the advice for an error that LaunchDarkly returned. */
export const hint = (operation: Operation, { status, body }: ApiErrorResponse): string => {
  const { by, verb, requires } = operation;
  const run = `Run ${rerun(operation)} again`;
  const isNew = verb === "create" || verb === "import";
  switch (status) {
    case 400:
      return `Correct the attributes it names. ${run}.`;
    case 401:
      return tokenHint(operation);
    case 403:
      return (
        "The role or custom policy of the token may not permit this, or the plan of the account may not include " +
        "Engineering Insights or its beta API. Ask an administrator of the account."
      );
    case 404:
      if (requires !== undefined && (isNew || (by === "function" && body.code === "not_found"))) return requires;
      return body.code === "not_found"
        ? "Check the keys and the account of the access token."
        : `This is not LaunchDarkly's response for something that does not exist. ${checkHost(operation)}`;
    case 409:
      return isNew
        ? "It may exist already although LaunchDarkly does not show it, or another user changed it at the same time. Look " +
            "for it in LaunchDarkly, also in other spellings. If it does not exist, run `pulumi up` again."
        : `Another user changed it at the same time. ${run}.`;
    case 429:
      return `The rate limit of the account is used up. Wait a few seconds. ${run}.`;
    default:
      if (status >= 500) return `${run} when LaunchDarkly has recovered.`;
      return body.id === undefined ? "Contact LaunchDarkly support." : "Contact LaunchDarkly support and quote the id.";
  }
};

const tokenHint = ({ by, namespace = "launchdarkly" }: Operation): string => {
  if (by === "command") {
    return "Check LAUNCHDARKLY_ACCESS_TOKEN, and LAUNCHDARKLY_API_HOST if the account is not at app.launchdarkly.com.";
  }
  const setToken =
    `Set a valid API access token with \`pulumi config set --secret ${namespace}:accessToken <token>\`, with ` +
    "LAUNCHDARKLY_ACCESS_TOKEN, or with `accessToken` of an explicit Provider.";
  if (by === "function") return setToken;
  return (
    `${setToken} \`pulumi refresh\`, \`pulumi up --refresh\` and \`pulumi destroy\` use the configuration stored in state: ` +
    "after changing the token, pass `--run-program`, or run a plain `pulumi up` first."
  );
};

/** Returns the advice for a response that did not come from LaunchDarkly. */
export const unexpectedHint = (operation: Operation, status: number): string => {
  if (status >= 300 && status < 400) {
    return (
      "Redirects are not followed, because the access token would be sent along. " +
      `Set ${hostSetting(operation)} to the final host.`
    );
  }
  const gone = status === 404 ? "This is not evidence that it does not exist. " : "";
  return `${gone}${checkHost(operation)}`;
};

const checkHost = (operation: Operation): string => `Check ${hostSetting(operation)} and any proxy in between.`;
