import * as E from "fp-ts/Either";
import { listUnstable } from "../errors/apiError.js";
import { backOff } from "../http/backoff.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import type { Api, HttpContext } from "../http/send.js";
import type { ListedInsightGroup } from "../model/insightGroup.js";
import { pageSize } from "./groupPage.js";
import { takeSnapshot, type OnProgress, type Snapshot } from "./groupListSnapshot.js";

/** Selects groups; without any property, all groups of the account. */
export interface GroupFilter {
  /** Matches names, as LaunchDarkly's search does. */
  readonly query?: string | undefined;
  /** LaunchDarkly's list has no filter but the query: the provider applies these two itself. */
  readonly projectKey?: string | undefined;
  readonly environmentKey?: string | undefined;
}

/**
 * Returns all groups that match the filter, ordered by key.
 *
 * Groups that are created or deleted while the pages are read move others from one page to another, so the pages overlap
 * by one group. If they do overlap and each page counts as many groups as were listed, no group that existed throughout
 * is missing. Any other list is accepted only if it is the same twice, with one count on all pages: the token may not see
 * all groups, and the count may ignore the query.
 *
 * Otherwise the list is read again, with back-off, until the deadline. After that, overlapping pages are enough: a group
 * that existed throughout is on one of them, unless it was renamed.
 */
export const listAllGroups =
  (
    { query = "", ...filter }: GroupFilter,
    onProgress: OnProgress = () => undefined,
  ): Api<readonly ListedInsightGroup[]> =>
  (context) =>
  async () => {
    let before: Snapshot | undefined;
    let overlapping: Snapshot | undefined;
    let retrying: HttpContext | undefined;
    for (let retries = 0; ; retries++) {
      const step = retries < 2 ? pageSize - 1 : pageSize / 2;
      const result = await takeSnapshot(query, step, onProgress)(context)();
      if (E.isLeft(result)) return result;
      const snapshot = result.right;
      const isSameAgain = snapshot.hasOneCount && snapshot.fingerprint === before?.fingerprint;
      if (!snapshot.isWhole && isSameAgain && query === "") context.warn(someHidden(snapshot));
      if (snapshot.isWhole || isSameAgain) return E.right(select(snapshot, filter));
      before = snapshot;
      if (snapshot.isOverlapping) overlapping = snapshot;
      retrying ??= { ...context, deadline: makeOperationDeadline(context.clock, context.settings.deadline) };
      const isInTime = await backOff(retries)(retrying)();
      if (E.isRight(isInTime) && isInTime.right) continue;
      if (overlapping === undefined) return E.left(listUnstable);
      context.warn(alwaysChanging);
      return E.right(select(overlapping, filter));
    }
  };

const someHidden = ({ counted, groups }: Snapshot): string =>
  `LaunchDarkly counts ${String(counted)} insight groups, but lists ${String(groups.length)} of them: ` +
  "the access token may not be allowed to see the others.";

const alwaysChanging =
  "Insight groups were created, renamed or deleted each time the list was read: it may lack some of these groups, but no others.";

const select = ({ groups }: Snapshot, { projectKey, environmentKey }: GroupFilter): readonly ListedInsightGroup[] =>
  groups.filter(
    (group) =>
      (projectKey ?? group.projectKey) === group.projectKey &&
      (environmentKey ?? group.environmentKey) === group.environmentKey,
  );
