import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { decodeError, type ApiError } from "../errors/apiError.js";
import type { Api } from "../http/send.js";
import { exactObject } from "../lib/exactObject.js";
import { listOf } from "../lib/lenientCodecs.js";
import { insightsPath, readInsights, type Query } from "./readInsights.js";

/** Maximum number of items on a page. */
export const maxPageSize = 100;

/** A list that LaunchDarkly serves in pages, each with a link to the next. */
interface CursorList<A> {
  readonly path: string;
  readonly query: Query;
  readonly item: t.Type<A, unknown>;
  /** Maximum number of items to return. */
  readonly limit: number;
  /** Returns the time by which items are ordered, the newest first. Default: LaunchDarkly's order. */
  readonly timeOf?: ((item: A) => number) | undefined;
}

/** The longest list that is read if LaunchDarkly serves the oldest items first. */
const maxItems = 10_000;

/**
 * Returns the newest or first items of a list. LaunchDarkly does not document the order: if a page begins with older
 * items, all pages are read. Only the cursor of a link is used, with the original query: a link may lead anywhere and may
 * not repeat the filters.
 */
export const listByCursor =
  <A extends { readonly id: string }>({ path, query, item, limit, timeOf }: CursorList<A>): Api<readonly A[]> =>
  (context) =>
  async () => {
    const page = pageOf(item);
    const items = new Map<string, A>();
    const cursors = new Set<string>();
    let after: string | undefined;
    let wanted = limit;
    const selected = (): readonly A[] => {
      const all = [...items.values()];
      return (timeOf === undefined ? all : all.toSorted((a, b) => timeOf(b) - timeOf(a))).slice(0, limit);
    };
    for (;;) {
      // A page of one item has no order.
      const size = Math.min(maxPageSize, Math.max(2, wanted - items.size));
      const result = await readInsights(path, { ...query, limit: size, after }, page)(context)();
      if (E.isLeft(result)) return result;
      // A new item may have moved another item to the next page.
      for (const each of result.right.items) if (!items.has(each.id)) items.set(each.id, each);
      const [newest, oldest] = [result.right.items[0], result.right.items.at(-1)];
      if (timeOf && newest && oldest && timeOf(newest) < timeOf(oldest)) wanted = maxItems;
      const href = result.right._links?.next?.href;
      if (href === undefined || result.right.items.length === 0 || items.size >= wanted) return E.right(selected());
      const cursor = cursorOf(href, context.settings.apiHost, `/${insightsPath}/${path}`);
      if (cursor === undefined) return E.left(badLink("must lead to another page of the same list"));
      if (cursors.has(cursor)) return E.left(badLink("must not lead back to a page that was read"));
      cursors.add(cursor);
      after = cursor;
    }
  };

const pageOf = <A>(item: t.Type<A, unknown>) =>
  exactObject("Page", { items: listOf(item) }, { _links: exactObject("Links", {}, { next: Link }) });

const Link = exactObject("Link", {}, { href: t.string });

/** Returns the cursor of a link to the same list on the same host; a gateway may serve the list at another path. */
const cursorOf = (href: string, apiHost: string, path: string): string | undefined => {
  const list = new URL(apiHost + path);
  const link = URL.parse(href, list.href);
  const isSameList = link?.origin === list.origin && [path, list.pathname].includes(link.pathname);
  return isSameList ? (link.searchParams.get("after") ?? undefined) : undefined;
};

const badLink = (reason: string): ApiError => decodeError(200, [{ property: "_links.next.href", reason }]);
