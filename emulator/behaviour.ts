import type { AttributeError } from "./httpResponse.js";

/** Choices that LaunchDarkly's documentation or the account leaves open. May be changed at any time. */
export interface Behaviour {
  /** Milliseconds added to each response, after the server acted. Default 0. */
  latency?: number | undefined;
  /** Project keys that exist, with the environment keys of each. Default: every key in a request exists. */
  projects?: Readonly<Record<string, readonly string[]>> | undefined;
  /** `"lower"`: stores the three keys of a group in lower case, as a sister API does. Default: stores them as sent. */
  normalizeKeys?: "lower" | undefined;
  /** Status of a create whose key exists: 409 (default), or 400 as in the API overview's own example. */
  duplicateStatus?: 409 | 400 | undefined;
  /** JSON pointers that the PATCH of a group silently ignores, such as `/applicationKeys`. Default: none. */
  ignorePatch?: readonly string[] | undefined;
  /** JSON pointers that the PATCH of a group refuses with 422. Default: none. */
  rejectPatch?: readonly string[] | undefined;
  /** Whether a PUT of mappings adds them to the associations (default) or replaces all associations. */
  putMappings?: "add" | "replace" | undefined;
  /** Associations that a PUT of mappings returns: all (default), or only those that were sent. */
  putAnswer?: "all" | "sent" | undefined;
  /** How a PUT treats an unknown repository: answers 404 (default) or 400, or creates it. */
  unknownRepository?: 404 | 400 | "create" | undefined;
  /** Status of the DELETE of an association that does not exist. Default 404. */
  absentAssociation?: 404 | 204 | undefined;
  /** Milliseconds until the list of repositories shows a change of associations. Default 0. */
  repositoryDelay?: number | undefined;
  /** Whether a deployment event associates its project with the repository named like its application. Default true. */
  autoAssociate?: boolean | undefined;
  /** Whether an event that repeats an earlier one, time included, counts as another deployment. Default `"count"`. */
  repeatedEvents?: "count" | "ignore" | undefined;
  /** Milliseconds until a new deployment is listed and can be read. Default 0. */
  deploymentDelay?: number | undefined;
  /** Parameters of links to the next page: the query (default), or only the cursor, as in LaunchDarkly's example. */
  nextLinks?: "query" | "cursor" | undefined;
}

/** Returns the error about a project or environment that does not exist, if there is one. */
export const unknownPlace = (
  { projects }: Readonly<Behaviour>,
  {
    projectKey,
    environmentKey,
  }: { readonly projectKey?: string | undefined; readonly environmentKey?: string | undefined },
): AttributeError | undefined => {
  if (projects === undefined || projectKey === undefined) return undefined;
  const environments = Object.hasOwn(projects, projectKey) ? projects[projectKey] : undefined;
  if (environments === undefined) return { attribute: "projectKey", reason: `Unknown project key ${projectKey}` };
  if (environmentKey === undefined || environments.includes(environmentKey)) return undefined;
  const reason = `Unknown environment key ${environmentKey} in project ${projectKey}`;
  return { attribute: "environmentKey", reason };
};
