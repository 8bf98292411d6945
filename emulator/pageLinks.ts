import { base } from "./base.js";

interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly total: number;
}

interface Link {
  readonly href: string;
  readonly type: string;
}

/** `self`, and the links that the API overview gives collections: `next` and `prev` where there is such a page. */
export const pageLinks = (
  query: ReadonlyMap<string, string>,
  { limit, offset, total }: Page,
): Readonly<Record<string, Link>> => {
  const at = (start: number): Link => link(query, { limit, offset: start });
  return {
    self: at(offset),
    first: at(0),
    last: at(Math.max(0, Math.ceil(total / limit) - 1) * limit),
    ...(offset + limit < total ? { next: at(offset + limit) } : {}),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
  };
};

const link = (query: ReadonlyMap<string, string>, page: Omit<Page, "total">): Link => {
  const parameters = new URLSearchParams([...query]);
  parameters.set("limit", String(page.limit));
  parameters.set("offset", String(page.offset));
  return { href: `${base}/groups?${parameters.toString()}`, type: "application/json" };
};
