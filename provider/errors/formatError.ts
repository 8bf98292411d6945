import { formatProblems } from "../lib/problems.js";
import { hasStatus, type ApiError, type ErrorOf } from "./apiError.js";
import { formatAssociationError } from "./formatAssociationError.js";
import { formatDifferences } from "./formatDifferences.js";
import { formatKeyConflict, formatNotApplied } from "./formatMismatch.js";
import { hint, unexpectedHint } from "./hints.js";
import { hostSetting, rerun, type Operation } from "./describeOperation.js";
import { quote, shorten } from "./quote.js";

/** The requests and the time of an operation. */
export interface RetryStats {
  readonly requests: number;
  readonly ms: number;
}

/** Formats an error as: what failed, why, and what to do. Adds the stats if there was more than one request. */
export const formatError = (operation: Operation, error: ApiError, stats?: RetryStats): string => {
  const { requests = 0, ms = 0 } = stats ?? {};
  const tried = requests < 2 ? "" : ` (${String(requests)} requests in ${(ms / 1_000).toFixed(1)} s)`;
  return `Cannot ${operation.verb} ${operation.object}: ${explain(operation, error)}${tried}`;
};

const explain = (operation: Operation, error: ApiError): string => {
  const { verb, asked = {} } = operation;
  switch (error._tag) {
    case "InvalidConfiguration":
      return error.problem.endsWith("?") ? error.problem : `${error.problem}.`;
    case "NetworkError":
      return `no reply from LaunchDarkly (${error.reason}). Check the network, and ${hostSetting(operation)} if it is set.`;
    case "ConnectionError":
      return error.at === "certificate"
        ? `no secure connection to LaunchDarkly (${error.reason}). Behind a corporate proxy, set NODE_EXTRA_CA_CERTS to ` +
            `the certificate file of its CA; otherwise check ${hostSetting(operation)} and the clock of this machine.`
        : `no connection to LaunchDarkly (${error.reason}). Check HTTPS_PROXY, including its user name and password, or add ` +
            "the host to NO_PROXY.";
    case "Canceled":
      return `${error.reason} before the request was sent. Run \`pulumi up\` again.`;
    case "ApiErrorResponse":
      return `LaunchDarkly returned ${quote(error)}. ${hint(operation, error)}`;
    case "UnexpectedResponse":
      return (
        `the response did not come from LaunchDarkly's API (${String(error.status)}, ${shorten(error.contentType)}). ` +
        unexpectedHint(operation, error.status)
      );
    case "DecodeError":
      return (
        `LaunchDarkly's response (${String(error.status)}) does not match its documentation: ` +
        `${formatProblems(error.problems)}. The beta API may have changed: install a newer version of ` +
        "pulumi-launchdarkly-insights."
      );
    case "RateLimitTimeout":
      return formatRateLimitTimeout(operation, error);
    case "NotFound":
      if (verb === "update") return "it was deleted outside Pulumi. Run `pulumi up --refresh` to create it again.";
      return (
        `it does not exist in the account of the access token. Check ${operation.identifiedBy ?? "the key"}` +
        (verb === "import" ? ", or remove the option `import` to create it." : ".")
      );
    case "ListIncomplete":
      return (
        `LaunchDarkly counts ${String(error.due)} ${error.of} but lists ${String(error.listed)}: the role of the access ` +
        "token may hide the others. Use a token that can see all of them. If this resource was deleted, remove it from the " +
        "stack with `pulumi state delete <urn>`."
      );
    case "ListUnstable":
      return `groups were created or deleted each time the list was read. Run ${rerun(operation)} again.`;
    case "ListContradiction":
      return `LaunchDarkly returned 404, but its list ${error.reason}. Run Pulumi again.`;
    case "DeletionUnproven":
      return (
        "LaunchDarkly returned 404, which does not prove that the group was deleted: the list of all groups " +
        (hasStatus(error.list, 404)
          ? `also returned ${quote(error.list)}. Check ${hostSetting(operation)}: it must be the host without a path.`
          : `does not confirm it: ${explain(operation, error.list)}`)
      );
    case "Recreated":
      return (
        "another user deleted it and created a group with the same key: the group in this stack was created at " +
        `${formatTime(error.known)}, the group in LaunchDarkly at ${formatTime(error.found)}. ` +
        (error.applied.length === 0
          ? ""
          : `LaunchDarkly accepted this update for the new group: ${JSON.stringify(error.applied)}. Restore the former ` +
            "values there: the provider does not know them. ") +
        "The stack keeps the old group. Run `pulumi state delete <urn>`, then import the new group with the resource " +
        "option `import`, or remove the resource from the program."
      );
    case "RepositoryNotListed":
    case "AssociationNotApplied":
      return formatAssociationError(error);
    case "KeyConflict":
      return formatKeyConflict(operation, error);
    case "DuplicateKey":
      return (
        "another resource of this program has the same key: what it manages is already in the stack or is being created. " +
        "Change the key of one of them. If this replaces a resource, set its option `deleteBeforeReplace`."
      );
    case "OwnershipUnknown":
      return `another resource of this run may have the group: ${error.reason}. Nothing was changed. Run Pulumi again.`;
    case "ImportMismatch":
      return (
        `the group in LaunchDarkly has ${formatDifferences(error.group, asked, error.differences)}. Nothing was changed. ` +
        "Declare the group as it is in LaunchDarkly, import it, and then change it."
      );
    case "NotApplied":
      return formatNotApplied(operation, error);
    case "OutcomeUnknown":
      return (
        `the request was sent but its outcome is unknown: ${explain({ ...operation, verb: "read" }, error.last)} ` +
        `Run ${rerun(operation)} again: ${error.next}.`
      );
    case "CreatedButUnreadable":
      return `the group was created and is in the stack, but ${explain(operation, error.last)}`;
  }
};

const formatRateLimitTimeout = (operation: Operation, { asked }: ErrorOf<"RateLimitTimeout">): string => {
  if (asked === undefined) {
    return (
      "the rate limits of the account left no room for it within ten minutes. " +
      `Run ${rerun(operation)} again when other clients use the API less, or with a lower \`--parallel\`.`
    );
  }
  const { answer, waitMs } = asked;
  const minutes = Math.ceil(waitMs / 60_000);
  const wait = minutes > 1_440 ? "more than a day" : `${minutes.toLocaleString("en")} minutes`;
  const returned =
    answer._tag === "ApiErrorResponse" ? `LaunchDarkly returned ${quote(answer)}.` : explain(operation, answer);
  return `${returned} It asked to wait ${wait}. Run ${rerun(operation)} again after that.`;
};

const formatTime = (ms: number): string =>
  Number.isNaN(new Date(ms).valueOf()) ? String(ms) : new Date(ms).toISOString();
