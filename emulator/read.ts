import type { Account, StoredGroup } from "./account.js";
import { json, noContent } from "./answer.js";
import type { Endpoint } from "./endpoint.js";
import { expanded, expansions } from "./expand.js";
import { notFound } from "./refusal.js";

export const read: Endpoint = {
  method: "GET",
  pattern: "/groups/{insightGroupKey}",
  parameters: ["expand"],
  takesBody: false,
  act: (account, { key, query }) => {
    const expand = expansions(query, ["scores", "environment"]);
    return json(200, expanded(existing(account, key), expand, account.now()));
  },
};

export const remove: Endpoint = {
  method: "DELETE",
  pattern: "/groups/{insightGroupKey}",
  parameters: [],
  takesBody: false,
  act: (account, { key }) => {
    account.groups.delete(existing(account, key).key);
    return noContent;
  },
};

/** The group of a path. Keys are compared exactly, even where `normalizeKeys` stored another case than was sent. */
export const existing = ({ groups }: Account, key: string): StoredGroup => {
  const group = groups.get(key);
  if (group === undefined) throw notFound(`Unknown insight group key ${key}`);
  return group;
};
