import type { Group } from "./launchDarkly.js";
import { table, write } from "./screen.js";

/** Shows the groups of a list, and passes them on. */
export const shown = async (list: Promise<readonly Group[]>): Promise<readonly Group[]> => {
  const groups = await list;
  write("LaunchDarkly now holds\n");
  table(
    ["KEY", "NAME", "PROJECT", "ENVIRONMENT", "APPLICATIONS"],
    groups.map(({ key, name, projectKey, environmentKey, applicationKeys = [] }) => [
      key,
      name,
      projectKey,
      environmentKey,
      applicationKeys.length === 0 ? "all" : applicationKeys.join(", "),
    ]),
  );
  return groups;
};
