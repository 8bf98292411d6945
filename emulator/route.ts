import { withHeaders } from "./answer.js";
import { base } from "./base.js";
import { create } from "./create.js";
import type { Endpoint } from "./endpoint.js";
import { insightScores } from "./insightScores.js";
import { list } from "./list.js";
import { patch } from "./patch.js";
import { read, remove } from "./read.js";
import { errorBody, invalidRequest, notFound, Refusal } from "./refusal.js";

const endpoints: readonly Endpoint[] = [create, list, read, patch, remove, insightScores];

/** Where a request goes, and the decoded key of its path: empty where the path has none. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly key: string;
}

export const route = (method: string, path: string): Route => {
  const encoded = encodedKey(path);
  const pattern = encoded === undefined ? below(path) : read.pattern;
  const there = endpoints.filter((endpoint) => endpoint.pattern === pattern);
  if (there.length === 0) throw notFound(`Nothing is served at ${path}`);
  const endpoint = there.find((each) => each.method === method);
  if (endpoint === undefined) throw methodNotAllowed(there.map((each) => each.method));
  const key = encoded === undefined ? "" : keyOf(path);
  if (key === undefined) throw invalidRequest("The insight group key in the path is not percent-encoded correctly");
  return { endpoint, key };
};

/** The group's key that a path names; undefined where it names none, or one that cannot be decoded. */
export const keyOf = (path: string): string | undefined => {
  try {
    const encoded = encodedKey(path);
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
};

const encodedKey = (path: string): string | undefined => /^\/groups\/([^/]+)$/.exec(below(path) ?? "")?.[1];

const below = (path: string): string | undefined => (path.startsWith(base) ? path.slice(base.length) : undefined);

const methodNotAllowed = (allowed: readonly string[]): Refusal =>
  new Refusal(withHeaders(errorBody(405, "method_not_allowed", "Method not allowed"), { Allow: allowed.join(", ") }));
