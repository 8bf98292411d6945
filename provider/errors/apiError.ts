import type { ErrorBody } from "../model/errorBody.js";
import type { ArgumentName, GroupProperties, InsightGroup } from "../model/insightGroup.js";
import type { PatchOperation } from "../model/patchOperation.js";
import { formatProblems, type Problem } from "../lib/problems.js";

/** All errors of a call. */
export type ApiError =
  /** The configuration or an id prevents the provider from sending a request. */
  | { readonly _tag: "InvalidConfiguration"; readonly problem: string }
  /** No complete response arrived: refused, reset, timed out or cut short. `sent`: whether the request may have arrived. */
  | { readonly _tag: "NetworkError"; readonly reason: string; readonly sent: boolean }
  /** No connection was made, so nothing was sent, and another attempt would fail in the same way. */
  | { readonly _tag: "ConnectionError"; readonly at: "certificate" | "proxy"; readonly reason: string }
  /** The engine canceled the run before the request was sent. */
  | { readonly _tag: "Canceled"; readonly reason: string }
  /** LaunchDarkly returned an error with its own JSON body. */
  | { readonly _tag: "ApiErrorResponse"; readonly status: number; readonly body: ErrorBody }
  /** A proxy, a gateway or a login page responded instead of LaunchDarkly. */
  | { readonly _tag: "UnexpectedResponse"; readonly status: number; readonly contentType: string }
  /** LaunchDarkly returned a success that does not match its documentation. */
  | { readonly _tag: "DecodeError"; readonly status: number; readonly problems: readonly Problem[] }
  /** The rate limits leave no room within the maximum wait. `asked`: the response that asked for a longer wait. */
  | { readonly _tag: "RateLimitTimeout"; readonly asked?: AskedWait }
  /** LaunchDarkly has no group with the key. */
  | { readonly _tag: "NotFound" }
  /** A list is shorter than its own count: the token may not be allowed to see the other objects. */
  | { readonly _tag: "ListIncomplete"; readonly due: number; readonly listed: number; readonly of: string }
  /** The list of groups changed each time it was read. */
  | { readonly _tag: "ListUnstable" }
  /** A GET of the group returned 404, but the list of groups does not confirm the deletion. */
  | { readonly _tag: "DeletionUnproven"; readonly list: ApiError }
  /** A request for the group returned 404, but the list contradicts it. */
  | { readonly _tag: "ListContradiction"; readonly reason: string }
  /**
   * Another user deleted the group in state and created a new one with its key. `applied`: the patch of the new group.
   * Times in epoch milliseconds.
   */
  | { readonly _tag: "Recreated"; readonly known: number; readonly found: number; readonly applied: Patch }
  /** Another group has the key. `refusal`: LaunchDarkly's error, if that group has the key in another spelling. */
  | (Mismatch<InsightGroup> & { readonly _tag: "KeyConflict"; readonly refusal?: ApiErrorResponse })
  /** LaunchDarkly's list of repositories lacks the repository. `listed`: the keys in the list. */
  | { readonly _tag: "RepositoryNotListed"; readonly repositoryKey: string; readonly listed: readonly string[] }
  /** LaunchDarkly accepted an association, but lists only these projects for the repository. */
  | { readonly _tag: "AssociationNotApplied"; readonly projectKeys: readonly string[] }
  /** Another resource of the same program created or imported the group in this run. */
  | { readonly _tag: "DuplicateKey" }
  /** Another process of this run may have claimed the group. */
  | { readonly _tag: "OwnershipUnknown"; readonly reason: string }
  /** The group to import differs from its declaration. */
  | (Mismatch<InsightGroup> & { readonly _tag: "ImportMismatch" })
  /** The group exists, but not as declared, although the provider sent the patch `sent`. */
  | (Mismatch<GroupProperties> & {
      readonly _tag: "NotApplied";
      readonly sent: readonly PatchOperation[];
      readonly refusal?: ApiErrorResponse;
    })
  /** A POST was sent, and nothing shows whether LaunchDarkly acted on it. `next`: what the next `pulumi up` does. */
  | { readonly _tag: "OutcomeUnknown"; readonly last: ApiError; readonly next: string }
  /** The POST succeeded, but what LaunchDarkly returned cannot be decoded. */
  | { readonly _tag: "CreatedButUnreadable"; readonly group: GroupProperties; readonly last: ErrorOf<"DecodeError"> };

interface Mismatch<Group> {
  readonly group: Group;
  readonly differences: readonly ArgumentName[];
}
interface AskedWait {
  readonly answer: ApiError;
  readonly waitMs: number;
}

type Patch = readonly PatchOperation[];

export type ErrorOf<Tag extends string> = Extract<ApiError, { readonly _tag: Tag }>;
export type InvalidConfiguration = ErrorOf<"InvalidConfiguration">;
export type NetworkError = ErrorOf<"NetworkError">;
export type ConnectionError = ErrorOf<"ConnectionError">;
export type Canceled = ErrorOf<"Canceled">;
export type ApiErrorResponse = ErrorOf<"ApiErrorResponse">;
export type Recreated = ErrorOf<"Recreated">;

export const invalidConfiguration = (problem: string): InvalidConfiguration => ({
  _tag: "InvalidConfiguration",
  problem,
});
export const invalidArguments = (problems: readonly Problem[]): InvalidConfiguration =>
  invalidConfiguration(formatProblems(problems));
export const networkError = (reason: string, sent: boolean): NetworkError => ({ _tag: "NetworkError", reason, sent });
export const connectionError = (at: ConnectionError["at"], reason: string): ConnectionError => ({
  _tag: "ConnectionError",
  at,
  reason,
});
export const canceled: Canceled = { _tag: "Canceled", reason: "the run was canceled" };
export const apiErrorResponse = (status: number, body: ErrorBody): ApiErrorResponse => ({
  _tag: "ApiErrorResponse",
  status,
  body,
});
export const unexpectedResponse = (status: number, contentType: string): ApiError => ({
  _tag: "UnexpectedResponse",
  status,
  contentType,
});
export const decodeError = (status: number, problems: readonly Problem[]): ErrorOf<"DecodeError"> => ({
  _tag: "DecodeError",
  status,
  problems,
});
export const rateLimitTimeout = (asked?: AskedWait): ApiError => ({
  _tag: "RateLimitTimeout",
  ...(asked && { asked }),
});
export const notFound: ApiError = { _tag: "NotFound" };
export const listIncomplete = (due: number, listed: number, of = "groups"): ApiError => ({
  _tag: "ListIncomplete",
  due,
  listed,
  of,
});
export const listUnstable: ApiError = { _tag: "ListUnstable" };
export const deletionUnproven = (list: ApiError): ApiError => ({ _tag: "DeletionUnproven", list });
export const listContradiction = (reason: string): ApiError => ({ _tag: "ListContradiction", reason });
export const recreated = (known: number, found: number, applied: Patch = []): Recreated => ({
  _tag: "Recreated",
  known,
  found,
  applied,
});
export const keyConflict = (
  group: InsightGroup,
  differences: readonly ArgumentName[],
  refusal?: ApiErrorResponse,
): ApiError => ({ _tag: "KeyConflict", group, differences, ...(refusal && { refusal }) });
export const repositoryNotListed = (repositoryKey: string, listed: readonly string[]): ApiError => ({
  _tag: "RepositoryNotListed",
  repositoryKey,
  listed,
});
export const associationNotApplied = (projectKeys: readonly string[]): ApiError => ({
  _tag: "AssociationNotApplied",
  projectKeys,
});
export const duplicateKey: ApiError = { _tag: "DuplicateKey" };
export const ownershipUnknown = (reason: string): ApiError => ({ _tag: "OwnershipUnknown", reason });
export const importMismatch = (group: InsightGroup, differences: readonly ArgumentName[]): ApiError => ({
  _tag: "ImportMismatch",
  group,
  differences,
});
export const notApplied = (
  group: GroupProperties,
  differences: readonly ArgumentName[],
  sent: readonly PatchOperation[] = [],
  refusal?: ApiErrorResponse,
): ApiError => ({ _tag: "NotApplied", group, differences, sent, ...(refusal && { refusal }) });
export const outcomeUnknown = (last: ApiError, next: string): ApiError => ({ _tag: "OutcomeUnknown", last, next });
export const createdButUnreadable = (group: GroupProperties, last: ErrorOf<"DecodeError">): ApiError => ({
  _tag: "CreatedButUnreadable",
  group,
  last,
});

/** Whether LaunchDarkly itself, not a proxy, returned one of these statuses. */
export const hasStatus = (error: ApiError, ...statuses: readonly number[]): error is ApiErrorResponse =>
  error._tag === "ApiErrorResponse" && statuses.includes(error.status);

/** Whether LaunchDarkly reports that there is no such group: the 404 of another server has another code. */
export const isNotFoundResponse = (error: ApiError): boolean =>
  hasStatus(error, 404) && error.body.code === "not_found";

/** Returns the group that exists although the call failed: state keeps it. */
export const existingGroup = (error: ApiError): GroupProperties | undefined =>
  error._tag === "NotApplied" || error._tag === "CreatedButUnreadable" ? error.group : undefined;
