import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Endpoint } from "./endpoint.js";
import { createGroup, deleteGroup, getGroup, listGroups, patchGroup } from "./groups.js";
import { getScores } from "./insightScores.js";
import { invalidRequest, methodNotAllowed, notFound, type HttpResponse } from "./response.js";

const table: Readonly<Record<string, Endpoint>> = {
  "POST /insights/group": createGroup,
  "GET /insights/groups": listGroups,
  "GET /insights/groups/{insightGroupKey}": getGroup,
  "PATCH /insights/groups/{insightGroupKey}": patchGroup,
  "DELETE /insights/groups/{insightGroupKey}": deleteGroup,
  "GET /insights/scores": getScores,
};

const base = "/api/v2/engineering-insights";

/** Where a request goes. */
export interface Route {
  /** A verb and a pattern: what LaunchDarkly counts as a route. */
  readonly name: string;
  readonly endpoint: Endpoint;
  /** The decoded keys of the path. */
  readonly keys: readonly string[];
}

const routes = Object.entries(table).map(([name, endpoint]) => {
  const [method = "", pattern = ""] = name.split(" ");
  return { name, method, endpoint, matcher: new RegExp(`^${base}${pattern.replaceAll(/\{\w+\}/g, "([^/]+)")}$`) };
});

export const findRoute = (method: string, path: string): E.Either<HttpResponse, Route> => {
  const there = routes.filter(({ matcher }) => matcher.test(path));
  const found = there.find((route) => route.method === method);
  if (there.length === 0) return E.left(notFound(`Nothing is served at ${path}`));
  if (found === undefined) return E.left(methodNotAllowed(there.map((route) => route.method)));
  return pipe(
    keysOf(path),
    E.map((keys) => ({ name: found.name, endpoint: found.endpoint, keys })),
  );
};

/** The decoded keys of a path, in its order; none if nothing is served there. */
export const keysOf = (path: string): E.Either<HttpResponse, readonly string[]> =>
  E.tryCatch(
    () => (routes.find(({ matcher }) => matcher.test(path))?.matcher.exec(path) ?? []).slice(1).map(decodeURIComponent),
    () => invalidRequest("A key in the path is not percent-encoded correctly"),
  );
