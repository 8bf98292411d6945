import * as E from "fp-ts/Either";
import { searchGroups } from "./api.js";
import type { Api, Env } from "./attempts.js";
import { makeOperationDeadline } from "./http/operationDeadline.js";
import { shifting, type ApiError } from "./errors.js";
import { followingOffsets, pageSize, type WholePage } from "./groupPage.js";
import type { ListedInsightGroup } from "./model.js";

/** To be told how far it is. */
export type OnPage = (done: number, pages: number) => void;

/** Which groups are meant: without any of these, all of the account. */
export interface Filter {
  /** Matches names, in LaunchDarkly's own way. */
  readonly query?: string | undefined;
  /** LaunchDarkly's list knows no filter but the query: these two are applied to what it returns. */
  readonly projectKey?: string | undefined;
  readonly environmentKey?: string | undefined;
}

/**
 * All groups that are meant, in the order of their keys.
 *
 * While the pages are read, groups may come and go, and move others from one page to another. So each page begins with the
 * last group of the page before: where it does, and where each page counts as many groups as were listed, none is missing
 * that was there all the time. Any other list counts only if it was the same twice, with one count on all of its pages: that
 * of a token that may not see all groups, or with a count that does not know of the query.
 */
export const listing =
  ({ query = "", ...place }: Filter, onPage: OnPage = () => undefined): Api<readonly ListedInsightGroup[]> =>
  (env) =>
  async () => {
    let before: Pass | undefined;
    for (let pass = 0; pass < mostPasses; pass++) {
      const pages = await readThrough(query, onPage, env);
      if (E.isLeft(pages)) return pages;
      const found = passOf(pages.right);
      const isSameAgain = found.isSteady && found.fingerprint === before?.fingerprint;
      if (!found.isWhole && isSameAgain && query === "") {
        const { counted, groups } = found;
        env.warn(
          `LaunchDarkly counts ${String(counted)} insight groups, but lists ${String(groups.length)} of them: ` +
            "the access token may not be allowed to see the others.",
        );
      }
      if (found.isWhole || isSameAgain) return E.right(found.groups.filter(isIn(place)));
      before = found;
    }
    return E.left(shifting);
  };

const mostPasses = 4;

/** What came of reading all pages once. */
interface Pass {
  readonly groups: readonly ListedInsightGroup[];
  readonly counted: number;
  readonly isWhole: boolean;
  /** Whether all pages count the same. */
  readonly isSteady: boolean;
  /** The same for the same pages. */
  readonly fingerprint: string;
}

const passOf = (pages: readonly WholePage[]): Pass => {
  const lists = pages.map(({ items = [] }) => items);
  const groups = [...new Map(lists.flat().map((group) => [group.key, group])).values()];
  const identities = lists.map((list) => list.map(({ key, createdAt }) => JSON.stringify([key, createdAt])));
  const isJoined = identities.every((list, index) => index === 0 || list[0] === identities[index - 1]?.at(-1));
  return {
    groups: groups.sort((a, b) => (a.key < b.key ? -1 : 1)),
    counted: pages[0]?.totalCount ?? 0,
    isSteady: new Set(pages.map(({ totalCount }) => totalCount)).size === 1,
    isWhole: isJoined && pages.every(({ totalCount }) => totalCount === groups.length),
    fingerprint: JSON.stringify([pages.map(({ totalCount }) => totalCount), identities]),
  };
};

const isIn =
  ({ projectKey, environmentKey }: Filter) =>
  (group: ListedInsightGroup): boolean =>
    (projectKey ?? group.projectKey) === group.projectKey &&
    (environmentKey ?? group.environmentKey) === group.environmentKey;

/** The first page tells how many follow; these are fetched all at once, as fast as the rate limiter lets them. */
const readThrough = async (
  query: string,
  onPage: OnPage,
  env: Env,
): Promise<E.Either<ApiError, readonly WholePage[]>> => {
  const first = await page(query, 0, env);
  if (E.isLeft(first)) return first;
  const offsets = followingOffsets(first.right.totalCount, pageSize - 1);
  let done = 0;
  const tell = (): void => {
    onPage(++done, offsets.length + 1);
  };
  tell();
  const others = await Promise.all(
    offsets.map(async (offset) => {
      const found = await page(query, offset, env);
      tell();
      return found;
    }),
  );
  return E.sequenceArray([first, ...others]);
};

/** Each page has a deadline of its own: a large account has many. */
const page = async (query: string, offset: number, env: Env): Promise<E.Either<ApiError, WholePage>> => {
  const budget = makeOperationDeadline(env.clock, env.settings.deadline, env.budget.countRequest);
  return searchGroups(query, offset)({ ...env, budget })();
};
