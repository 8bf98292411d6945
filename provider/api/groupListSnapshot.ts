import * as E from "fp-ts/Either";
import type { ApiError } from "../errors/apiError.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import type { Api } from "../http/send.js";
import type { ListedInsightGroup } from "../model/insightGroup.js";
import { followingOffsets, pageSize, StrictPage } from "./groupPage.js";
import { listGroups } from "./insightGroups.js";

/** Reports progress after each page. */
export type OnProgress = (done: number, pages: number) => void;

/** The list of groups, each page read once. */
export interface Snapshot {
  readonly groups: readonly ListedInsightGroup[];
  readonly counted: number;
  /** Whether no group is missing. */
  readonly isWhole: boolean;
  /** Whether the pages overlap, from the first group to the last. */
  readonly isOverlapping: boolean;
  /** Whether all pages have the same count. */
  readonly hasOneCount: boolean;
  /** Equal for equal pages. */
  readonly fingerprint: string;
}

/** Reads all pages of the groups that match the query. @param step Distance between the offsets of two pages. */
export const takeSnapshot =
  (query: string, step: number, onProgress: OnProgress): Api<Snapshot> =>
  (context) =>
  async () => {
    const pages: StrictPage[] = [];
    let done = 0;
    const readPage = async (offset: number): Promise<E.Either<ApiError, StrictPage>> => {
      // Each page has its own deadline: a large account has many.
      const deadline = makeOperationDeadline(context.clock, context.settings.deadline, context.deadline.countRequest);
      const page = await listGroups(StrictPage, offset, query)({ ...context, deadline })();
      if (E.isRight(page)) onProgress(++done, followingOffsets(page.right.totalCount, step).length + 1);
      return page;
    };
    // The count of the first page says which pages follow; the count of the last page says whether more have been added.
    let offsets: readonly number[] = [0];
    for (let round = 0; round < 3; round++) {
      const read = E.sequenceArray(await Promise.all(offsets.map(readPage)));
      if (E.isLeft(read)) return read;
      pages.push(...read.right);
      offsets = followingOffsets(pages.at(-1)?.totalCount ?? 0, step).slice(pages.length - 1);
    }
    return E.right(makeSnapshot(pages, step));
  };

const makeSnapshot = (pages: readonly StrictPage[], step: number): Snapshot => {
  const lists = pages.map(({ items = [] }) => items);
  const groups = [...new Map(lists.flat().map((group) => [group.key, group])).values()];
  const counts = pages.map(({ totalCount }) => totalCount);
  const identities = lists.map((list) => list.map(({ key, createdAt }) => JSON.stringify([key, createdAt])));
  const following = identities.slice(1).map((list, index) => ({ list, before: identities[index] ?? [] }));
  return {
    groups: groups.sort((a, b) => (a.key < b.key ? -1 : 1)),
    counted: counts[0] ?? 0,
    isWhole:
      following.every(({ list, before }) => list[0] === before.at(step - pageSize)) &&
      counts.every((count) => count === groups.length),
    isOverlapping:
      (counts.at(-1) ?? 0) <= pageSize + (pages.length - 1) * step &&
      following.every(({ list, before }) => list.some((identity) => before.includes(identity))),
    hasOneCount: new Set(counts).size === 1,
    fingerprint: JSON.stringify([counts, identities]),
  };
};
