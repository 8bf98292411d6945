import type { ArgumentName, Described, ErrorBody, InsightGroup } from "../model/insightGroup.js";
import type { Operation } from "../resources/insightGroup/patch.js";
import type { Problem } from "../lib/problems.js";

/** Something in the configuration or in an id keeps any request from being sent. */
export interface Unconfigured {
  readonly _tag: "Unconfigured";
  readonly problem: string;
}
export const unconfigured = (problem: string): Unconfigured => ({ _tag: "Unconfigured", problem });

/** No whole reply came: refused, reset, timed out, cut short, no such host. */
export interface Unreachable {
  readonly _tag: "Unreachable";
  readonly reason: string;
  /** Whether the request may have reached LaunchDarkly. */
  readonly sent: boolean;
}
export const unreachable = (reason: string, sent: boolean): Unreachable => ({ _tag: "Unreachable", reason, sent });

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
export interface Refused {
  readonly _tag: "Refused";
  readonly status: number;
  readonly body: ErrorBody;
}
export const refused = (status: number, body: ErrorBody): Refused => ({ _tag: "Refused", status, body });

/** Something that does not speak LaunchDarkly's JSON answered: a proxy, a gateway, a log-in page. */
export interface Foreign {
  readonly _tag: "Foreign";
  readonly status: number;
  readonly contentType: string;
}
export const foreign = (status: number, contentType: string): Foreign => ({ _tag: "Foreign", status, contentType });

/** LaunchDarkly's success was JSON of another shape than its documentation says. */
export interface Unreadable {
  readonly _tag: "Unreadable";
  readonly status: number;
  readonly problems: readonly Problem[];
}
export const unreadable = (status: number, problems: readonly Problem[]): Unreadable => ({
  _tag: "Unreadable",
  status,
  problems,
});

/** A page of the list holds fewer groups than are due by its count: others may be hidden from the token. */
export interface Incomplete {
  readonly _tag: "Incomplete";
  readonly due: number;
  readonly listed: number;
}
export const incomplete = (due: number, listed: number): Incomplete => ({ _tag: "Incomplete", due, listed });

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
export interface Absent {
  readonly _tag: "Absent";
}
export const absent: Absent = { _tag: "Absent" };

/** The key is taken by a group that is not known to be ours. */
export interface Taken {
  readonly _tag: "Taken";
  readonly group: InsightGroup;
  readonly differences: readonly ArgumentName[];
  /** LaunchDarkly's answer, if it shows the group only under another spelling of the key. */
  readonly refusal?: Refused;
}
export const taken = (group: InsightGroup, differences: readonly ArgumentName[], refusal?: Refused): Taken => ({
  _tag: "Taken",
  group,
  differences,
  ...(refusal && { refusal }),
});

/** The group that was to be imported is not as it is declared. */
export interface Differing {
  readonly _tag: "Differing";
  readonly group: InsightGroup;
  readonly differences: readonly ArgumentName[];
}
export const differing = (group: InsightGroup, differences: readonly ArgumentName[]): Differing => ({
  _tag: "Differing",
  group,
  differences,
});

/** Another resource of the same program has made a group with this key in this very run. */
export interface Doubled {
  readonly _tag: "Doubled";
}
export const doubled: Doubled = { _tag: "Doubled" };

/** The list of groups was another one each time that it was read. */
export interface Shifting {
  readonly _tag: "Shifting";
}
export const shifting: Shifting = { _tag: "Shifting" };

/** The group exists, but not as it was asked for. `sent` is what was to bring it there. */
export interface Unlike {
  readonly _tag: "Unlike";
  readonly group: Described;
  readonly differences: readonly ArgumentName[];
  readonly sent: readonly Operation[];
  readonly refusal?: Refused;
}
export const unlike = (
  group: Described,
  differences: readonly ArgumentName[],
  sent: readonly Operation[] = [],
  refusal?: Refused,
): Unlike => ({ _tag: "Unlike", group, differences, sent, ...(refusal && { refusal }) });

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
export interface Unsettled {
  readonly _tag: "Unsettled";
  readonly last: ApiError;
}
export const unsettled = (last: ApiError): Unsettled => ({ _tag: "Unsettled", last });

/** The group exists, but what LaunchDarkly returns of it cannot be read. */
export interface Unconfirmed {
  readonly _tag: "Unconfirmed";
  readonly group: Described;
  readonly last: Unreadable;
}
export const unconfirmed = (group: Described, last: Unreadable): Unconfirmed => ({ _tag: "Unconfirmed", group, last });

export type ApiError =
  | RateLimitTimeout
  | Unsettled
  | Unconfirmed
  | Unconfigured
  | Unreachable
  | ConnectionError
  | Refused
  | Foreign
  | Unreadable
  | Incomplete
  | DeletionUnproven
  | Recreated
  | Absent
  | Taken
  | Differing
  | Doubled
  | Shifting
  | Unlike;

/** Whether LaunchDarkly itself, and no proxy, answered with one of these statuses. */
export const isRefusal = (error: ApiError, ...statuses: readonly number[]): error is Refused =>
  error._tag === "Refused" && statuses.includes(error.status);

/** Whether LaunchDarkly says that there is no such group: the 404 of another server has another code. */
export const isNotFound = (error: ApiError): boolean => isRefusal(error, 404) && error.body.code === "not_found";

/** The group that exists remotely although the call failed: state keeps it. */
export const existing = (error: ApiError): Described | undefined =>
  error._tag === "Unlike" || error._tag === "Unconfirmed" ? error.group : undefined;
