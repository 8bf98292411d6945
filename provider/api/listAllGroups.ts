import * as E from "fp-ts/Either";
import { backOff } from "../http/backoff.js";
import type { Api, HttpContext } from "../http/send.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import { listUnstable } from "../errors/apiError.js";
import { pageSize } from "./groupPage.js";
import type { ListedInsightGroup } from "../model/insightGroup.js";
import { takeSnapshot, type OnProgress, type Snapshot } from "./listSnapshot.js";

/** Which groups are meant: without any of these, all of the account. */
export interface GroupFilter {
  /** Matches names, in LaunchDarkly's own way. */
  readonly query?: string | undefined;
  /** LaunchDarkly's list knows no filter but the query: these two are applied to what it returns. */
  readonly projectKey?: string | undefined;
  readonly environmentKey?: string | undefined;
}

/**
 * Returns all groups that match the filter, in the order of their keys.
 *
 * Groups may be created and deleted while the pages are read, which moves others from one page to another. So each page
 * begins with the last group of the page before. If it does, and each page counts as many groups as were listed, no group
 * is missing that was there all the time. Any other list counts only if it was the same twice, with one count on all of its
 * pages: a token may not see all groups, and the count may ignore the query.
 *
 * Otherwise the list is read again, with a backoff, until a deadline after the first time. Then a list is enough whose
 * pages overlap up to the end of the list: a group that was there all the time is on one of them, unless it was renamed.
 */
export const listAllGroups =
  ({ query = "", ...place }: GroupFilter, onPage: OnProgress = () => undefined): Api<readonly ListedInsightGroup[]> =>
  (env) =>
  async () => {
    let before: Snapshot | undefined;
    let joined: Snapshot | undefined;
    let repeating: HttpContext | undefined;
    for (let retries = 0; ; retries++) {
      const step = retries < 2 ? pageSize - 1 : pageSize / 2;
      const result = await takeSnapshot(query, step, onPage)(env)();
      if (E.isLeft(result)) return result;
      const found = result.right;
      const isSameAgain = found.isSteady && found.fingerprint === before?.fingerprint;
      if (!found.isWhole && isSameAgain && query === "") env.warn(hidden(found));
      if (found.isWhole || isSameAgain) return E.right(found.groups.filter(isIn(place)));
      before = found;
      if (found.isJoined) joined = found;
      repeating ??= { ...env, deadline: makeOperationDeadline(env.clock, env.settings.deadline) };
      const inTime = await backOff(retries)(repeating)();
      if (E.isRight(inTime) && inTime.right) continue;
      if (joined === undefined) return E.left(listUnstable);
      env.warn(changing);
      return E.right(joined.groups.filter(isIn(place)));
    }
  };

const hidden = ({ counted, groups }: Snapshot): string =>
  `LaunchDarkly counts ${String(counted)} insight groups, but lists ${String(groups.length)} of them: ` +
  "the access token may not be allowed to see the others.";

const changing =
  "insight groups were created, renamed or deleted each time that the list was read: it may lack some of these, but none of the others.";

const isIn =
  ({ projectKey, environmentKey }: GroupFilter) =>
  (group: ListedInsightGroup): boolean =>
    (projectKey ?? group.projectKey) === group.projectKey &&
    (environmentKey ?? group.environmentKey) === group.environmentKey;
