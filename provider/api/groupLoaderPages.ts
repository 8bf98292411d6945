import * as E from "fp-ts/Either";
import { hasStatus, listIncomplete, type ApiError } from "../errors/apiError.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import { classifyFailure } from "../http/retryPolicy.js";
import type { HttpContext } from "../http/send.js";
import type { InsightGroup } from "../model/insightGroup.js";
import { followingOffsets, LenientPage, pageSize } from "./groupPage.js";
import { listGroups } from "./insightGroups.js";

/** The pages of LaunchDarkly's list of groups. At first only one page is known; its count says how many follow. */
export interface GroupPages {
  /** Returns the group with this key. Undefined proves nothing: its page may be unknown, or the group may have moved. */
  readonly group: (key: string) => InsightGroup | undefined;
  /** Number of pages to fetch; 0 after the provider has given up on the list. */
  readonly unknown: () => number;
  /**
   * Whether the list is whole, so that a 404 to a GET proves that a group is gone; otherwise the error of the list. The first
   * and the last page prove it: a list that hides groups is shorter than its own count.
   */
  readonly proof: () => "unknown" | "sound" | ApiError;
  /** Number of groups that the first page counts; 0 before that page is known. */
  readonly counted: () => number;
  /** Fetches all unknown pages in parallel. */
  readonly fetch: (context: HttpContext) => Promise<Fetched>;
  /** Fetches the next page that the proof needs. */
  readonly fetchProof: (context: HttpContext) => Promise<Fetched>;
}

export interface Fetched {
  /** False if a page failed. */
  readonly complete: boolean;
  /** The longest time that a page took, excluding queues. */
  readonly elapsedMs: number;
}

/** Number of failed fetches after which only GETs are sent; one is enough if another fetch would fail in the same way. */
const maxFailures = 3;
/** Share of a read's remaining time for one page: the read may wait for two rounds of pages and then send a GET. */
const deadlineShare = 1 / 3;

export const makeGroupPages = (): GroupPages => {
  const groups = new Map<string, InsightGroup>();
  let unknown: readonly number[] = [0];
  let failures = 0;
  let counted = 0;
  let lastOffset = 0;
  let isSound = false;
  let problem: ApiError | undefined;
  const proof: GroupPages["proof"] = () => problem ?? (isSound ? "sound" : "unknown");

  const add = (offset: number, { items = [], totalCount }: LenientPage): readonly number[] => {
    for (const group of items) if (group !== undefined) groups.set(group.key, group);
    const due = Math.min(pageSize, totalCount - offset);
    if (items.length < due) problem = listIncomplete(totalCount, totalCount - due + items.length);
    const following = offset === 0 ? followingOffsets(totalCount) : [];
    if (offset === 0) [counted, lastOffset] = [totalCount, following.at(-1) ?? 0];
    isSound ||= offset === lastOffset;
    return following;
  };

  const fetch = async (context: HttpContext, offsets: readonly number[]): Promise<Fetched> => {
    const pages = await Promise.all(offsets.map((offset) => fetchPage(offset, context)));
    const errors = pages.flatMap(({ result }) => (E.isLeft(result) ? [result.left] : []));
    unknown = [
      ...unknown.filter((offset) => !offsets.includes(offset)),
      ...pages.flatMap(({ offset, result }) => (E.isLeft(result) ? [offset] : add(offset, result.right))),
    ];
    problem = errors.find((error) => hasStatus(error, 404)) ?? problem;
    if (errors.length > 0) failures += 1;
    if (failures === maxFailures || errors.some((error) => classifyFailure(error) === "final")) {
      unknown = [];
      if (!isSound) problem ??= errors[0];
    }
    return { complete: errors.length === 0, elapsedMs: Math.max(...pages.map((page) => page.elapsedMs)) };
  };

  return {
    group: (key) => groups.get(key),
    unknown: () => unknown.length,
    proof,
    counted: () => counted,
    fetch: (context) => fetch(context, unknown),
    fetchProof: (context) => fetch(context, unknown.includes(0) ? [0] : [lastOffset]),
  };
};

const fetchPage = async (offset: number, context: HttpContext) => {
  const deadline = makeOperationDeadline(context.clock, context.deadline.remaining() * deadlineShare);
  const result = await listGroups(LenientPage, offset)({ ...context, deadline })();
  return { offset, result, elapsedMs: deadline.elapsed() };
};
