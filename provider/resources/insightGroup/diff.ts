import { sameApplications } from "../../model/applicationKeys.js";
import { argumentNames, type ArgumentName, type GroupProperties } from "../../model/insightGroup.js";

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

/** The properties in which two groups differ. */
export const differences = (a: GroupProperties, b: GroupProperties): readonly ArgumentName[] =>
  argumentNames.filter((name) =>
    name === "applicationKeys" ? !sameApplications(a[name], b[name]) : a[name] !== b[name],
  );

/** What a group is created with, and keeps. */
export const isIdentity = (name: ArgumentName): name is "key" | "projectKey" | "environmentKey" =>
  name === "key" || name === "projectKey" || name === "environmentKey";

/** Whether only upper and lower case or white space differ. */
export const sameButForSpelling = (a: GroupProperties[ArgumentName], b: GroupProperties[ArgumentName]): boolean =>
  a !== undefined && b !== undefined && spelling(a) === spelling(b);

const spelling = (value: string | readonly string[]): string =>
  [...new Set([value].flat().map((text) => text.replace(/\s+/gu, "").toLowerCase()))].sort().join("\n");
