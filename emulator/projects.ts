import type { Behaviour } from "./account.js";
import type { AttributeError } from "./refusal.js";

/** Which of a project and its environment is not known; undefined where both are, or where no projects are given. */
export const unknownPlace = (
  { projects }: Behaviour,
  projectKey: string,
  environmentKey: string,
): AttributeError | undefined => {
  if (projects === undefined) return undefined;
  const environments = Object.hasOwn(projects, projectKey) ? projects[projectKey] : undefined;
  if (environments === undefined) return { attribute: "projectKey", reason: `Unknown project key ${projectKey}` };
  if (environments.includes(environmentKey)) return undefined;
  const reason = `Unknown environment key ${environmentKey} in project ${projectKey}`;
  return { attribute: "environmentKey", reason };
};
