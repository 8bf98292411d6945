import type { AccountView } from "./account.js";
import { invalidQuery, type HttpRequest, type Reply } from "./endpoint.js";
import { optional, text, wholeNumber } from "./fields.js";
import { json } from "./httpResponse.js";

interface Link {
  readonly href: string;
  readonly type: string;
}

type Links = Readonly<Record<string, Link>>;

export const linkTo = (href: string): Link => ({ href, type: "application/json" });

/** Returns a link to the same request with other parameters. */
const linkWith = (
  { path, query }: HttpRequest,
  changed: Readonly<Record<string, string>>,
  ...removed: readonly string[]
): Link => {
  const parameters = new URLSearchParams(query);
  for (const name of removed) parameters.delete(name);
  for (const [name, value] of Object.entries(changed)) parameters.set(name, value);
  return linkTo(`${path}?${parameters.toString()}`);
};

interface OffsetPage {
  readonly limit: number;
  readonly offset: number;
}

/** Returns the links that the API overview documents: `next` and `prev` only if there is such a page. */
export const offsetLinks = (request: HttpRequest, { limit, offset }: OffsetPage, total: number): Links => {
  const at = (start: number): Link => linkWith(request, { limit: String(limit), offset: String(start) });
  return {
    self: at(offset),
    first: at(0),
    last: at(Math.max(0, Math.ceil(total / limit) - 1) * limit),
    ...(offset + limit < total ? { next: at(offset + limit) } : {}),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
  };
};

/** The query parameters for pages that begin after or end before an item. */
export const cursorFields = {
  limit: wholeNumber({ min: 1, max: 100, otherwise: 20 }),
  after: optional(text),
  before: optional(text),
};

interface CursorQuery {
  readonly limit: number;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

/** Answers a page of the items, or 400 to a cursor that is not the id of an item. */
export const cursorPage = <A extends { readonly id: string }>(
  { behaviour }: AccountView,
  { query, request }: { readonly query: CursorQuery; readonly request: HttpRequest },
  items: readonly A[],
  view: (item: A) => object,
): Reply => {
  const { limit, after, before } = query;
  const cursor = after ?? before;
  const at = items.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && at < 0) {
    const attribute = after === undefined ? "before" : "after";
    return [invalidQuery([{ attribute, reason: "is not the identifier of an item of this list" }])];
  }
  const end = after === undefined && before !== undefined ? at : at + 1 + limit;
  const page = items.slice(Math.max(0, end - limit), end);
  const last = page.at(-1);
  const continued = behaviour.nextLinks === "cursor" ? { ...request, query: "" } : request;
  const _links = {
    self: linkTo(request.query === "" ? request.path : `${request.path}?${request.query}`),
    ...(last !== undefined && end < items.length && { next: linkWith(continued, { after: last.id }, "before") }),
  };
  return [json(200, { totalCount: items.length, items: page.map(view), _links })];
};
