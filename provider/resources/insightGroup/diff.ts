import { differences, isIdentity, sameButForSpelling } from "../../model/compareGroups.js";
import type { ArgumentName, GroupProperties } from "../../model/insightGroup.js";
import type { Difference } from "../resource.js";

/**
 * A key that differs only in case does not replace the group, because LaunchDarkly may have changed the case: deleting
 * and creating the group would change nothing. It does replace a group whose key has kept its upper case.
 */
export const diff = (olds: GroupProperties, news: GroupProperties): Difference<ArgumentName> => {
  const changed = differences(olds, news);
  const keepsCase = (name: ArgumentName): boolean => name === "key" && olds.key !== olds.key?.toLowerCase();
  return {
    changed,
    replaces: changed.filter(
      (name) => isIdentity(name) && (keepsCase(name) || !sameButForSpelling(olds[name], news[name])),
    ),
  };
};
