import * as E from "fp-ts/Either";
import { getGroup } from "./insightGroups.js";
import type { Api, HttpContext } from "../http/send.js";
import { deletionUnproven } from "../errors/apiError.js";
import type { Key } from "../model/keys.js";
import type { InsightGroup } from "../model/insightGroup.js";
import { makeGroupPages, type Fetched } from "./groupPages.js";

/** What the operations on groups need. */
export interface ApiContext extends HttpContext {
  readonly groupLoader: GroupLoader;
}

/** Loads a group: a GET, or a page of the list that the reads of a run share. */
export const loadGroup =
  (key: Key): Api<InsightGroup, ApiContext> =>
  (context) =>
    context.groupLoader.load(key)(context);

/** Succeeds if a 404 of LaunchDarkly's proves that a group is gone. */
export const confirmGone: Api<void, ApiContext> = (context) => context.groupLoader.confirmGone(context);

/** Writes to a group while no page of the list is read. No page is evidence of this group afterwards. */
export const exclusively =
  <A>(key: Key, write: Api<A>): Api<A, ApiContext> =>
  (context) =>
    context.groupLoader.exclusively(key, write)(context);

/** The reads of a run, which share the pages of LaunchDarkly's list. */
export interface GroupLoader {
  /** What a GET of the key would return. */
  readonly load: (key: Key) => Api<InsightGroup>;
  /** Succeeds if the list of groups works, so that LaunchDarkly's 404 to a group proves that it is gone. One call at most. */
  readonly confirmGone: Api<void>;
  /** All that is written passes here. */
  readonly exclusively: <A>(key: Key, write: Api<A>) => Api<A>;
}

/**
 * 1. A group on a known page takes no call. Any other read is a GET, until all GETs so far and the reads that wait are more
 *    than the unknown pages: then these are fetched, all at once, and the reads wait for them.
 * 2. At first one page is unknown; it tells how many follow.
 * 3. Only a GET says that a group is gone, and only if the list works: a wrong address answers 404 to everything. It also decides where a page has failed, where others have moved a group from
 *    one page to another meanwhile, and for ever after this run has written to the group.
 * 4. A write of this run and a page are never in flight at once: the one could move a group at each edge of the others.
 *
 * M groups in an account of P pages, of which D are gone, take at most 2 · min(M, P) + 2 + D calls: before the last pages
 * fewer GETs than pages, then the pages, then a GET for each that is gone. A write in between adds one.
 */
export const makeGroupLoader = (): GroupLoader => {
  const list = makeGroupPages();
  const written = new Set<Key>();
  const writes = new Set<Promise<unknown>>();
  const waiting = new Set<{ readonly key: Key }>();
  let gets = 0;
  let fetching: Promise<Fetched> | undefined;

  const listed = (key: Key): InsightGroup | undefined => (written.has(key) ? undefined : list.group(key));

  const arePagesCheaper = (): boolean => {
    const missing = [...waiting].filter(({ key }) => !written.has(key) && listed(key) === undefined);
    return list.unknown() > 0 && gets + missing.length > list.unknown();
  };

  const fetch = async (env: HttpContext): Promise<Fetched> => {
    try {
      await Promise.allSettled(writes);
      return await list.fetch(env);
    } finally {
      fetching = undefined;
    }
  };

  const fetched = async (env: HttpContext): Promise<Fetched> => {
    fetching ??= fetch(env);
    // What the pages waited for at the rate limiter counts against this read no more than its own waiting does.
    return env.deadline.whileQueued(fetching, ({ spent }) => spent);
  };

  /** False where there will not be more on the pages than there is. */
  const awaitPages = async (env: HttpContext): Promise<boolean> =>
    (fetching !== undefined || arePagesCheaper()) && (await fetched(env)).complete;

  return {
    load: (key) => (env) => async () => {
      const read = { key };
      waiting.add(read);
      while (!written.has(key) && listed(key) === undefined && (await awaitPages(env)));
      waiting.delete(read);
      const group = listed(key);
      if (group !== undefined) return E.right(group);
      if (!written.has(key)) gets += 1;
      return getGroup(key)(env)();
    },

    confirmGone: (env) => async () => {
      while (list.proof() === "unknown") await fetched(env);
      const proof = list.proof();
      return typeof proof === "string" ? E.right(undefined) : E.left(deletionUnproven(proof));
    },

    exclusively: (key, write) => (env) => async () => {
      written.add(key);
      while (fetching !== undefined) await env.deadline.whileQueued(fetching);
      const writing = write(env)();
      writes.add(writing);
      return writing.finally(() => writes.delete(writing));
    },
  };
};
