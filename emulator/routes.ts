import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { deploymentFrequency, leadTime } from "./deploymentCharts.js";
import { createDeploymentEvent } from "./deploymentEvents.js";
import { getDeployment, listDeployments, patchDeployment } from "./deployments.js";
import type { Endpoint } from "./endpoint.js";
import { flagStatus, releaseFrequency, staleFlags } from "./flagCharts.js";
import { listFlagEvents } from "./flagEvents.js";
import { createGroup, deleteGroup, getGroup, listGroups, patchGroup } from "./groups.js";
import { getScores } from "./insightScores.js";
import { listPullRequests } from "./pullRequests.js";
import { associateRepositories, listRepositories, removeAssociation } from "./repositories.js";
import { invalidRequest, methodNotAllowed, notFound, type HttpResponse } from "./httpResponse.js";

const table: Readonly<Record<string, Endpoint>> = {
  "POST /insights/group": createGroup,
  "GET /insights/groups": listGroups,
  "GET /insights/groups/{insightGroupKey}": getGroup,
  "PATCH /insights/groups/{insightGroupKey}": patchGroup,
  "DELETE /insights/groups/{insightGroupKey}": deleteGroup,
  "GET /insights/scores": getScores,
  "GET /repositories": listRepositories,
  "PUT /repositories/projects": associateRepositories,
  "DELETE /repositories/{repositoryKey}/projects/{projectKey}": removeAssociation,
  "POST /deployment-events": createDeploymentEvent,
  "GET /deployments": listDeployments,
  "GET /deployments/{deploymentID}": getDeployment,
  "PATCH /deployments/{deploymentID}": patchDeployment,
  "GET /flag-events": listFlagEvents,
  "GET /pull-requests": listPullRequests,
  "GET /charts/deployments/frequency": deploymentFrequency,
  "GET /charts/flags/stale": staleFlags,
  "GET /charts/flags/status": flagStatus,
  "GET /charts/lead-time": leadTime,
  "GET /charts/releases/frequency": releaseFrequency,
};

/** LaunchDarkly's GitHub action sends deployment events without the header. */
export const worksWithoutBetaHeader = (name: string): boolean => name === "POST /deployment-events";

const base = "/api/v2/engineering-insights";

interface Route {
  /** Method and pattern of the path. */
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
    E.map((keys) => ({ ...found, keys })),
  );
};

/** Returns the decoded keys of a path, in order; none if no route has the path. */
export const keysOf = (path: string): E.Either<HttpResponse, readonly string[]> =>
  E.tryCatch(
    () => (routes.find(({ matcher }) => matcher.test(path))?.matcher.exec(path) ?? []).slice(1).map(decodeURIComponent),
    () => invalidRequest("A key in the path is not percent-encoded correctly"),
  );
