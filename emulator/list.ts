import type { StoredGroup } from "./account.js";
import { json } from "./answer.js";
import type { Endpoint } from "./endpoint.js";
import { expanded, expansions } from "./expand.js";
import { countByIndicator } from "./indicators.js";
import { pageLinks } from "./pageLinks.js";
import { periods } from "./periods.js";
import { number, oneOf } from "./query.js";

/** Pages of groups, in the order of their creation where no `sort` is given. */
export const list: Endpoint = {
  method: "GET",
  pattern: "/groups",
  parameters: ["limit", "offset", "sort", "query", "expand"],
  takesBody: false,
  act: (account, { query }) => {
    const limit = number(query, "limit", { min: 1, max: 20, otherwise: 20 });
    const offset = number(query, "offset", { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 });
    const sort = oneOf(query, "sort", ["name", "-name"]);
    const expand = expansions(query, ["scores", "environment", "metadata"]);
    const matching = sorted([...account.groups.values()].filter(named(query.get("query") ?? "")), sort);
    const now = account.now();
    return json(200, {
      totalCount: matching.length,
      items: matching.slice(offset, offset + limit).map((group) => expanded(group, expand, now)),
      _links: pageLinks(query, { limit, offset, total: matching.length }),
      ...(expand.has("metadata") ? { metadata: { countByIndicator: countByIndicator(matching) } } : {}),
      ...(expand.has("scores") ? { scoreMetadata: periods(now) } : {}),
    });
  },
};

const named = (part: string): ((group: StoredGroup) => boolean) => {
  const wanted = part.toLowerCase();
  return ({ name }) => name.toLowerCase().includes(wanted);
};

const sorted = (groups: readonly StoredGroup[], sort: "name" | "-name" | undefined): readonly StoredGroup[] => {
  if (sort === undefined) return groups;
  const direction = sort === "name" ? 1 : -1;
  return [...groups].sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -direction : direction));
};
