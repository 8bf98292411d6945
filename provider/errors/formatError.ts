import { isIdentity, sameButForSpelling } from "../model/compareGroups.js";
import {
  hasStatus,
  type ApiError,
  type RateLimitTimeout,
  type ApiErrorResponse,
  type KeyConflict,
  type NotApplied,
} from "./apiError.js";
import { connectionHint, foreignHint, hint } from "./hints.js";
import type { ArgumentName, GroupProperties } from "../model/insightGroup.js";
import { formatProblems } from "../lib/problems.js";
import { hostSetting, rerun, type Operation } from "./operation.js";

/** What it took to find out. */
export interface RetryStats {
  /** Requests sent. */
  readonly requests: number;
  readonly ms: number;
}

/** What failed, which group, what LaunchDarkly said, what to do next, and what was tried. */
export const formatError = (subject: Operation, error: ApiError, effort?: RetryStats): string =>
  `Cannot ${subject.verb} ${subject.object}: ${what(subject, error)}${tried(effort)}`;

const tried = (effort: RetryStats | undefined): string => {
  if (effort === undefined || effort.requests < 2) return "";
  return ` (${String(effort.requests)} requests in ${(effort.ms / 1_000).toFixed(1)} s)`;
};

const what = (subject: Operation, error: ApiError): string => {
  switch (error._tag) {
    case "InvalidConfiguration":
      return error.problem.endsWith("?") ? error.problem : `${error.problem}.`;
    case "NetworkError":
      return `no reply from LaunchDarkly (${error.reason}). Check the network, and ${hostSetting(subject)} if it is set.`;
    case "ConnectionError":
      return connectionHint(subject, error);
    case "UnexpectedResponse":
      return `something other than LaunchDarkly's API answered (${String(error.status)}, ${short(error.contentType)}). ${foreignHint(subject, error.status)}`;
    case "DecodeError":
      return (
        `LaunchDarkly answered ${String(error.status)} with something else than its documentation says: ` +
        `${formatProblems(error.problems)}. The beta API may have changed: look for a newer version of pulumi-launchdarkly-insights.`
      );
    case "ApiErrorResponse":
      return `LaunchDarkly answered ${quote(error)}. ${hint(subject, error)}`;
    case "RateLimitTimeout":
      if (error.asked !== undefined) return askedToWait(subject, error.asked);
      return (
        `the account's rate limits leave no room for it within ten minutes. Run ${rerun(subject)} again when less else uses the API, or ` +
        "with a lower `--parallel`."
      );
    case "OutcomeUnknown":
      return (
        "it was sent, but no reply came, and what became of it could not be found out: " +
        `${what({ ...subject, verb: "read" }, error.last)} The next \`pulumi up\` settles it: it finds the group or creates it.`
      );
    case "CreatedButUnreadable":
      return `it was created, but ${what(subject, error.last)} The group is in the stack.`;
    case "ListIncomplete":
      return (
        `of ${String(error.due)} groups that LaunchDarkly counts it shows ${String(error.listed)}, because the role of the access ` +
        "token may hide the others. Use a token that can see every group. If this one was deleted, remove it from the stack with " +
        "`pulumi state delete <urn>`."
      );
    case "DeletionUnproven":
      return `LaunchDarkly answered 404, which does not prove that the group was deleted: ${unproven(subject, error.list)}`;
    case "Recreated":
      return (
        `another user has deleted it and created a group with the same key: the group in this stack was created at ${at(error.known)}, ` +
        `the one in LaunchDarkly at ${at(error.found)}. The stack keeps the old one. Run \`pulumi state delete <urn>\`, then bring ` +
        "the new group in with the resource option `import`, or remove the resource from the program."
      );
    case "NotFound":
      return subject.verb === "update"
        ? "LaunchDarkly has no such group any more: it was deleted outside Pulumi. `pulumi up --refresh` creates it again."
        : "LaunchDarkly has no such group in the account of this access token. Check the key" +
            (subject.verb === "import" ? ", or take the option `import` away to create the group." : ".");
    case "KeyConflict":
      if (error.refusal !== undefined) return respelled(subject, error, error.refusal);
      return (
        `LaunchDarkly already has a group with this key, ${
          error.differences.length === 0
            ? "just as declared here, but it is not in this stack"
            : `which differs: ${formatDifferences(error.group, subject.asked ?? {}, error.differences)}`
        }. ` +
        "Choose another key, or delete that group, or bring it into the stack with the resource option `import`. " +
        "If this resource was only renamed in the program, give it its old name in `aliases`."
      );
    case "ImportMismatch":
      return (
        `LaunchDarkly has it with ${formatDifferences(error.group, subject.asked ?? {}, error.differences)}. Nothing was changed. ` +
        "Write it as LaunchDarkly has it, and change it when it is in the stack."
      );
    case "DuplicateKey":
      return (
        "another resource of this program has the same key: its group is in the stack already, or is just being created. " +
        "Give one of them another key."
      );
    case "ListUnstable":
      return `groups came and went each time that the list was read. Run ${rerun(subject)} again.`;
    case "NotApplied":
      return unlike(subject, error);
  }
};

const askedToWait = (subject: Operation, { answer, waitMs }: NonNullable<RateLimitTimeout["asked"]>): string => {
  const answered =
    answer._tag === "ApiErrorResponse" ? `LaunchDarkly answered ${quote(answer)}.` : what(subject, answer);
  const minutes = Math.ceil(waitMs / 60_000).toLocaleString("en");
  return `${answered} It asked to wait ${minutes} minutes: run ${rerun(subject)} again after that.`;
};
/** Whatever else a list says, LaunchDarkly has one. */
const unproven = (subject: Operation, list: ApiError): string =>
  hasStatus(list, 404)
    ? `the list of all groups is answered ${quote(list)} as well. Check ${hostSetting(subject)}: it must be the host without a path.`
    : `the list of all groups does not confirm it: ${what(subject, list)}`;

const at = (ms: number): string => (Number.isNaN(new Date(ms).valueOf()) ? String(ms) : new Date(ms).toISOString());

const quote = ({ status, body: { code, message, errors, id } }: ApiErrorResponse): string => {
  const reasons = (errors ?? []).map(({ attribute, reason }) => `${attribute ?? "?"}: ${reason ?? "?"}`);
  return [
    `${String(status)} ${short(`${code}: ${[message, ...reasons].join("; ")}`)}`,
    ...(id === undefined ? [] : [`(id ${short(id)})`]),
  ].join(" ");
};

/** The longest that is quoted of what a server says, in characters. */
const longestQuote = 500;

/** Cut between words: of a secret that is cut in two, nothing would find the first half. */
const short = (text: string): string =>
  text.length <= longestQuote
    ? text
    : `${text
        .slice(0, longestQuote + 1)
        .replace(/\S*$/, "")
        .trimEnd()} …`;
const respelled = (
  { asked = {} }: Operation,
  { group, differences }: KeyConflict,
  refusal: ApiErrorResponse,
): string => {
  const others = differences.filter((name) => name !== "key");
  return (
    `LaunchDarkly answered ${quote(refusal)}. It has no group with the key ${show(asked.key)}, but it already has ` +
    `${show(group.key)}, the same key but for upper and lower case, ` +
    `${others.length === 0 ? "otherwise just as declared here" : `which differs: ${formatDifferences(group, asked, others)}`}. ` +
    "If that group is meant, write the key as LaunchDarkly returns it, and bring the group into the stack with the " +
    "resource option `import`. If not, choose another key."
  );
};

const unlike = ({ verb, asked = {} }: Operation, { group, differences, sent, refusal }: NotApplied): string => {
  const found = `LaunchDarkly has it with ${formatDifferences(group, asked, differences)}`;
  const isRespelt = (name: ArgumentName): boolean =>
    refusal === undefined && sameButForSpelling(group[name], asked[name]);
  const respelt = differences.filter((name) => isIdentity(name) || isRespelt(name));
  if (respelt.length > 0) {
    const another =
      verb === "update" && respelt.some(isIdentity)
        ? " If another group is meant, `pulumi up --target-replace <urn>` replaces this one."
        : "";
    const kept = verb === "create" || verb === "import" ? " The group is in the stack." : "";
    return `${found}.${kept} Write ${respelt.join(", ")} as LaunchDarkly returns it, then run \`pulumi up\` again.${another}`;
  }
  if (verb === "create" || verb === "import")
    return `${found}. The group is in the stack: \`pulumi up\` will try to change it.`;
  const operations = JSON.stringify(sent);
  const answer =
    refusal === undefined ? "accepted the patch but did not apply it" : `answered ${quote(refusal)} to the patch`;
  return (
    `LaunchDarkly ${answer}: ${operations}. ${found}. If it cannot be changed in place, replace the group with ` +
    "`pulumi up --target-replace <urn>` (`pulumi stack --show-urns` shows the URN)."
  );
};

/** The properties in which a group is not as it was asked for, with both values. */
export const formatDifferences = (
  found: GroupProperties,
  asked: GroupProperties,
  names: readonly ArgumentName[],
): string => names.map((name) => `${name} ${show(found[name])}, not ${show(asked[name])}`).join("; ");

const show = (value: GroupProperties[ArgumentName]): string =>
  value === undefined ? "for all applications" : JSON.stringify(value);
