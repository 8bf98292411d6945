import * as E from "fp-ts/Either";
import { deletionUnproven, listContradiction } from "../errors/apiError.js";
import type { Api, HttpContext } from "../http/send.js";
import type { InsightGroup } from "../model/insightGroup.js";
import type { Key } from "../model/keys.js";
import { makeGroupPages, type Fetched } from "./groupLoaderPages.js";
import { getGroup } from "./insightGroups.js";

/** Context of the operations on groups. */
export interface GroupContext extends HttpContext {
  readonly groupLoader: GroupLoader;
}

/** Batches the reads of a run: they share the pages of LaunchDarkly's list. */
export interface GroupLoader {
  /** Returns what a GET of the key would return. */
  readonly load: (key: Key) => Api<InsightGroup>;
  /** Returns the group from a page that was already read. Undefined proves nothing. */
  readonly listed: (key: Key) => InsightGroup | undefined;
  /** Succeeds if the list of groups is whole and lacks the group, so that LaunchDarkly's 404 proves that it is gone. */
  readonly confirmGone: (key: Key) => Api<void>;
  /** Writes to a group while no page is fetched. From then on, pages are no evidence about this group. */
  readonly exclusively: <A>(key: Key, write: Api<A>) => Api<A>;
}

export const loadGroup =
  (key: Key): Api<InsightGroup, GroupContext> =>
  (context) =>
    context.groupLoader.load(key)(context);

export const confirmGone =
  (key: Key): Api<void, GroupContext> =>
  (context) =>
    context.groupLoader.confirmGone(key)(context);

export const exclusively =
  <A>(key: Key, write: Api<A>): Api<A, GroupContext> =>
  (context) =>
    context.groupLoader.exclusively(key, write)(context);

/**
 * 1. A group on a known page takes no call. Any other read is a GET, unless the pages are within the bound below for the
 *    GETs so far and the waiting reads: then the pages are fetched in parallel, and the reads wait for them. The first
 *    page shows how many there are, and takes two reads.
 * 2. Only a GET proves that a group is gone. It also decides if a page fails, if groups move between pages, and after
 *    this run has written to the group.
 * 3. A write and a page are never in flight at the same time: the write could move a group from one page to another.
 *
 * M groups in an account of P pages, of which D are gone, take at most 2 · min(M, P) + 2 + D calls: fewer GETs than
 * pages, the pages, and a GET for each group that is gone. A write in between adds one. With g GETs sent and w reads
 * waiting, M is at least g + w, so that g + P calls are within the bound if P ≤ g + 2 w + 2.
 */
export const makeGroupLoader = (): GroupLoader => {
  const pages = makeGroupPages();
  const written = new Set<Key>();
  const writes = new Set<Promise<unknown>>();
  const waiting = new Set<{ readonly key: Key }>();
  /** The groups that a GET returned. */
  const shown = new Set<Key>();
  let gets = 0;
  let fetching: Promise<Fetched> | undefined;

  const listed = (key: Key): InsightGroup | undefined => (written.has(key) ? undefined : pages.group(key));

  const isMissing = (key: Key): boolean => !written.has(key) && pages.group(key) === undefined;

  const arePagesCheaper = (): boolean => {
    const missing = [...waiting].filter(({ key }) => isMissing(key)).length;
    const unknown = pages.unknown();
    if (pages.counted() === 0) return unknown > 0 && gets + missing > unknown;
    return unknown > 0 && gets + 2 * missing + 1 >= unknown;
  };

  const fetch = (context: HttpContext, fetchPages = pages.fetch): Promise<Fetched> => {
    fetching ??= Promise.allSettled(writes)
      .then(() => fetchPages(context))
      .finally(() => (fetching = undefined));
    // Time that the pages spend in queues does not count against the deadline of this read.
    return context.deadline.whileQueued(fetching, ({ elapsedMs }) => elapsedMs);
  };

  return {
    listed,

    load: (key) => (context) => async () => {
      const read = { key };
      waiting.add(read);
      while (isMissing(key) && (fetching !== undefined || arePagesCheaper())) {
        if (!(await fetch(context)).complete) break;
      }
      waiting.delete(read);
      const group = listed(key);
      if (group !== undefined) return E.right(group);
      if (!written.has(key)) gets += 1;
      const result = await getGroup(key)(context)();
      if (E.isRight(result)) shown.add(key);
      return result;
    },

    confirmGone: (key) => (context) => async () => {
      // A page that was fetched before a write is no evidence about the group after it.
      const isStale = written.has(key) && pages.group(key) !== undefined;
      while (pages.proof() === "unknown") await fetch(context, pages.fetchProof);
      const proof = pages.proof();
      if (typeof proof !== "string") return E.left(deletionUnproven(proof));
      const due = [...shown].filter((each) => !written.has(each)).length;
      if (pages.counted() < due) return E.left(listContradiction("counts fewer groups than LaunchDarkly returned"));
      return pages.group(key) === undefined || isStale
        ? E.right(undefined)
        : E.left(listContradiction("still shows the group"));
    },

    exclusively: (key, write) => (context) => async () => {
      written.add(key);
      while (fetching !== undefined) await context.deadline.whileQueued(fetching);
      const writing = write(context)();
      writes.add(writing);
      return writing.finally(() => writes.delete(writing));
    },
  };
};
