import { differences, isIdentity, sameButForSpelling } from "../../model/compareGroups.js";
import type { ArgumentName, GroupProperties } from "../../model/insightGroup.js";

/** What is to be done to get from old to new. */
export interface Difference {
  readonly changed: readonly ArgumentName[];
  /** Of these, what only a new group can have. */
  readonly replaces: readonly ArgumentName[];
}

/**
 * A key that differs in nothing but upper and lower case replaces nothing: LaunchDarkly may be what changed the case, and
 * to delete and create the group would end where it began. Only where it has kept capitals in the group's own key is
 * another spelling the key of another group.
 */
export const diff = (olds: GroupProperties, news: GroupProperties): Difference => {
  const changed = differences(olds, news);
  const keepsCase = (name: ArgumentName): boolean => name === "key" && olds.key !== olds.key?.toLowerCase();
  return {
    changed,
    replaces: changed.filter(
      (name) => isIdentity(name) && (keepsCase(name) || !sameButForSpelling(olds[name], news[name])),
    ),
  };
};
