import * as E from "fp-ts/Either";
import { invalidQuery, type HttpRequest } from "./endpoint.js";
import { optional, text, wholeNumber } from "./fields.js";
import type { HttpResponse } from "./response.js";

export interface Link {
  readonly href: string;
  readonly type: string;
}

type Links = Readonly<Record<string, Link>>;

export const linkTo = (href: string): Link => ({ href, type: "application/json" });

/** A link to the same request with other parameters. */
const linkWith = ({ path, query }: HttpRequest, changed: Readonly<Record<string, string>>): Link => {
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changed)) parameters.set(name, value);
  return linkTo(`${path}?${parameters.toString()}`);
};

interface OffsetPage {
  readonly limit: number;
  readonly offset: number;
}

/** The links that the API overview gives collections: `next` and `prev` only if there is such a page. */
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

/** The parameters of collections whose pages begin after or end before an item. */
export const cursorFields = {
  limit: wholeNumber({ min: 1, max: 100, otherwise: 20 }),
  after: optional(text),
  before: optional(text),
};

interface CursorPage {
  readonly limit: number;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

interface Collection<A> {
  readonly totalCount: number;
  readonly items: readonly A[];
  readonly _links: Links;
}

/** Returns a page of the items. A Left is the response to a cursor that is not the id of an item. */
export const cursorPage = <A extends { readonly id: string }>(
  items: readonly A[],
  { limit, after, before }: CursorPage,
  request: HttpRequest,
  nextLinks: "query" | "cursor" = "query",
): E.Either<HttpResponse, Collection<A>> => {
  const cursor = after ?? before;
  const at = items.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && at < 0) {
    const attribute = after === undefined ? "before" : "after";
    return E.left(invalidQuery([{ attribute, reason: "is not the identifier of an item of this list" }]));
  }
  const end = after === undefined && before !== undefined ? at : at + 1 + limit;
  const page = items.slice(Math.max(0, end - limit), end);
  const last = page.at(-1);
  const { path } = request;
  const continued = nextLinks === "query" ? request : { ...request, query: "" };
  return E.right({
    totalCount: items.length,
    items: page,
    _links: {
      self: linkTo(request.query === "" ? path : `${path}?${request.query}`),
      ...(last !== undefined && end < items.length
        ? { next: linkWith(withoutBefore(continued), { after: last.id }) }
        : {}),
    },
  });
};

const withoutBefore = (request: HttpRequest): HttpRequest => {
  const parameters = new URLSearchParams(request.query);
  parameters.delete("before");
  return { ...request, query: parameters.toString() };
};
