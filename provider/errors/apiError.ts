import type { ArgumentName, GroupProperties, ErrorBody, InsightGroup } from "../model/insightGroup.js";
import type { PatchOperation } from "../model/patchOperation.js";
import { formatProblems, type Problem } from "../lib/problems.js";

/** Something in the configuration or in an id keeps any request from being sent. */
export interface InvalidConfiguration {
  readonly _tag: "InvalidConfiguration";
  readonly problem: string;
}
export const invalidConfiguration = (problem: string): InvalidConfiguration => ({
  _tag: "InvalidConfiguration",
  problem,
});

/** Lists every problem of what a call was given. */
export const invalidArguments = (found: readonly Problem[]): InvalidConfiguration =>
  invalidConfiguration(formatProblems(found));

/** No whole reply came: refused, reset, timed out, cut short, no such host. */
export interface NetworkError {
  readonly _tag: "NetworkError";
  readonly reason: string;
  /** Whether the request may have reached LaunchDarkly. */
  readonly sent: boolean;
}
export const networkError = (reason: string, sent: boolean): NetworkError => ({ _tag: "NetworkError", reason, sent });

/** No connection was made, and none would be at the next attempt: nothing was sent. */
export interface ConnectionError {
  readonly _tag: "ConnectionError";
  /** What is in the way. */
  readonly at: "certificate" | "proxy";
  readonly reason: string;
}
export const connectionError = (at: ConnectionError["at"], reason: string): ConnectionError => ({
  _tag: "ConnectionError",
  at,
  reason,
});

/** LaunchDarkly said no, in its own words. */
export interface ApiErrorResponse {
  readonly _tag: "ApiErrorResponse";
  readonly status: number;
  readonly body: ErrorBody;
}
export const apiErrorResponse = (status: number, body: ErrorBody): ApiErrorResponse => ({
  _tag: "ApiErrorResponse",
  status,
  body,
});

/** Something that does not speak LaunchDarkly's JSON answered: a proxy, a gateway, a log-in page. */
export interface UnexpectedResponse {
  readonly _tag: "UnexpectedResponse";
  readonly status: number;
  readonly contentType: string;
}
export const unexpectedResponse = (status: number, contentType: string): UnexpectedResponse => ({
  _tag: "UnexpectedResponse",
  status,
  contentType,
});

/** LaunchDarkly's success was JSON of another shape than its documentation says. */
export interface DecodeError {
  readonly _tag: "DecodeError";
  readonly status: number;
  readonly problems: readonly Problem[];
}
export const decodeError = (status: number, problems: readonly Problem[]): DecodeError => ({
  _tag: "DecodeError",
  status,
  problems,
});

/** A page of the list holds fewer groups than are due by its count: others may be hidden from the token. */
export interface ListIncomplete {
  readonly _tag: "ListIncomplete";
  readonly due: number;
  readonly listed: number;
}
export const listIncomplete = (due: number, listed: number): ListIncomplete => ({
  _tag: "ListIncomplete",
  due,
  listed,
});

/** A 404 to one group, which does not prove that it is gone: nor does the list of groups answer as it should. */
export interface DeletionUnproven {
  readonly _tag: "DeletionUnproven";
  readonly list: ApiError;
}
export const deletionUnproven = (list: ApiError): DeletionUnproven => ({ _tag: "DeletionUnproven", list });

/** The group in state was deleted outside Pulumi, and this one created with its key. */
export interface Recreated {
  readonly _tag: "Recreated";
  /** When each was created, in epoch milliseconds. */
  readonly known: number;
  readonly found: number;
}
export const recreated = (known: number, found: number): Recreated => ({ _tag: "Recreated", known, found });

/** There is no such group, where one was looked up or was to be updated. */
export interface NotFound {
  readonly _tag: "NotFound";
}
export const notFound: NotFound = { _tag: "NotFound" };

/** The key is taken by a group that is not known to be ours. */
export interface KeyConflict {
  readonly _tag: "KeyConflict";
  readonly group: InsightGroup;
  readonly differences: readonly ArgumentName[];
  /** LaunchDarkly's answer, if it shows the group only under another spelling of the key. */
  readonly refusal?: ApiErrorResponse;
}
export const keyConflict = (
  group: InsightGroup,
  differences: readonly ArgumentName[],
  refusal?: ApiErrorResponse,
): KeyConflict => ({
  _tag: "KeyConflict",
  group,
  differences,
  ...(refusal && { refusal }),
});

/** The group that was to be imported is not as it is declared. */
export interface ImportMismatch {
  readonly _tag: "ImportMismatch";
  readonly group: InsightGroup;
  readonly differences: readonly ArgumentName[];
}
export const importMismatch = (group: InsightGroup, differences: readonly ArgumentName[]): ImportMismatch => ({
  _tag: "ImportMismatch",
  group,
  differences,
});

/** Another resource of the same program has made a group with this key in this very run. */
export interface DuplicateKey {
  readonly _tag: "DuplicateKey";
}
export const duplicateKey: DuplicateKey = { _tag: "DuplicateKey" };

/** The list of groups was another one each time that it was read. */
export interface ListUnstable {
  readonly _tag: "ListUnstable";
}
export const listUnstable: ListUnstable = { _tag: "ListUnstable" };

/** The group exists, but not as it was asked for. `sent` is what was to bring it there. */
export interface NotApplied {
  readonly _tag: "NotApplied";
  readonly group: GroupProperties;
  readonly differences: readonly ArgumentName[];
  readonly sent: readonly PatchOperation[];
  readonly refusal?: ApiErrorResponse;
}
export const notApplied = (
  group: GroupProperties,
  differences: readonly ArgumentName[],
  sent: readonly PatchOperation[] = [],
  refusal?: ApiErrorResponse,
): NotApplied => ({ _tag: "NotApplied", group, differences, sent, ...(refusal && { refusal }) });

/** The rate limits leave no room within the ten minutes that an operation may wait. */
export interface RateLimitTimeout {
  readonly _tag: "RateLimitTimeout";
  /** The answer that asked to wait longer than that, if there was one. */
  readonly asked?: AskedWait;
}
interface AskedWait {
  readonly answer: ApiError;
  readonly waitMs: number;
}
export const rateLimitTimeout = (asked?: AskedWait): RateLimitTimeout => ({
  _tag: "RateLimitTimeout",
  ...(asked && { asked }),
});

/** A POST was sent, and neither its reply nor a GET could tell what became of it. */
export interface OutcomeUnknown {
  readonly _tag: "OutcomeUnknown";
  readonly last: ApiError;
}
export const outcomeUnknown = (last: ApiError): OutcomeUnknown => ({ _tag: "OutcomeUnknown", last });

/** The group exists, but what LaunchDarkly returns of it cannot be read. */
export interface CreatedButUnreadable {
  readonly _tag: "CreatedButUnreadable";
  readonly group: GroupProperties;
  readonly last: DecodeError;
}
export const createdButUnreadable = (group: GroupProperties, last: DecodeError): CreatedButUnreadable => ({
  _tag: "CreatedButUnreadable",
  group,
  last,
});

export type ApiError =
  | RateLimitTimeout
  | OutcomeUnknown
  | CreatedButUnreadable
  | InvalidConfiguration
  | NetworkError
  | ConnectionError
  | ApiErrorResponse
  | UnexpectedResponse
  | DecodeError
  | ListIncomplete
  | DeletionUnproven
  | Recreated
  | NotFound
  | KeyConflict
  | ImportMismatch
  | DuplicateKey
  | ListUnstable
  | NotApplied;

/** Whether LaunchDarkly itself, and no proxy, answered with one of these statuses. */
export const hasStatus = (error: ApiError, ...statuses: readonly number[]): error is ApiErrorResponse =>
  error._tag === "ApiErrorResponse" && statuses.includes(error.status);

/** Whether LaunchDarkly says that there is no such group: the 404 of another server has another code. */
export const isNotFoundResponse = (error: ApiError): boolean =>
  hasStatus(error, 404) && error.body.code === "not_found";

/** The group that exists remotely although the call failed: state keeps it. */
export const existingGroup = (error: ApiError): GroupProperties | undefined =>
  error._tag === "NotApplied" || error._tag === "CreatedButUnreadable" ? error.group : undefined;
