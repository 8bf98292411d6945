import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { searchGroups } from "./insightGroups.js";
import type { Api, HttpContext } from "../http/send.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import type { ApiError } from "../errors/apiError.js";
import { followingOffsets, pageSize, type WholePage } from "./groupPage.js";
import type { ListedInsightGroup } from "../model/insightGroup.js";

/** Reports progress. */
export type OnProgress = (done: number, pages: number) => void;

/** All pages of the list, each read once. */
export interface Snapshot {
  readonly groups: readonly ListedInsightGroup[];
  readonly counted: number;
  readonly isWhole: boolean;
  /** Whether the pages overlap, from the first group to the last. */
  readonly isJoined: boolean;
  /** Whether all pages have the same count. */
  readonly isSteady: boolean;
  /** The same for the same pages. */
  readonly fingerprint: string;
}

/** Reads all pages of the groups whose name matches. @param step How far apart the pages begin. */
export const takeSnapshot =
  (query: string, step: number, onPage: OnProgress): Api<Snapshot> =>
  (env) =>
  async () =>
    pipe(
      await readThrough(query, step, onPage, env),
      E.map((pages) => snapshotOf(pages, step)),
    );

const snapshotOf = (pages: readonly WholePage[], step: number): Snapshot => {
  const lists = pages.map(({ items = [] }) => items);
  const groups = [...new Map(lists.flat().map((group) => [group.key, group])).values()];
  const identities = lists.map((list) => list.map(({ key, createdAt }) => JSON.stringify([key, createdAt])));
  const isExact = identities.every(
    (list, index) => index === 0 || list[0] === identities[index - 1]?.at(step - pageSize),
  );
  const counts = pages.map(({ totalCount }) => totalCount);
  const end = pageSize + (pages.length - 1) * step;
  return {
    groups: groups.sort((a, b) => (a.key < b.key ? -1 : 1)),
    counted: counts[0] ?? 0,
    isSteady: new Set(counts).size === 1,
    isWhole: isExact && counts.every((count) => count === groups.length),
    isJoined:
      (counts.at(-1) ?? 0) <= end &&
      identities.every((list, index) => index === 0 || list.some((each) => identities[index - 1]?.includes(each))),
    fingerprint: JSON.stringify([counts, identities]),
  };
};

/** The count of the first page says how many follow: these are fetched all at once. The last one's count may say more. */
const readThrough = async (
  query: string,
  step: number,
  onPage: OnProgress,
  env: HttpContext,
): Promise<E.Either<ApiError, readonly WholePage[]>> => {
  const first = await page(query, 0, env);
  if (E.isLeft(first)) return first;
  const pages: E.Either<ApiError, WholePage>[] = [first];
  let count = followingOffsets(first.right.totalCount, step).length + 1;
  let done = 0;
  const tell = (): void => {
    onPage(++done, count);
  };
  tell();
  for (let round = 0; round < 2; round++) {
    const last = pages.at(-1);
    if (last === undefined || E.isLeft(last)) break;
    const offsets = followingOffsets(last.right.totalCount, step).slice(pages.length - 1);
    count = pages.length + offsets.length;
    const found = offsets.map(async (offset) => {
      const result = await page(query, offset, env);
      tell();
      return result;
    });
    pages.push(...(await Promise.all(found)));
  }
  return E.sequenceArray(pages);
};

/** Each page has a deadline of its own: a large account has many. */
const page = async (query: string, offset: number, env: HttpContext): Promise<E.Either<ApiError, WholePage>> => {
  const deadline = makeOperationDeadline(env.clock, env.settings.deadline, env.deadline.countRequest);
  return searchGroups(query, offset)({ ...env, deadline })();
};
