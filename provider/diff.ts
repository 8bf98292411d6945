import { sameApplications } from "./applicationKeys.js";
import { argumentNames, type ArgumentName, type Described } from "./model.js";

/** What is to be done to get from old to new. */
export interface Difference {
  readonly changed: readonly ArgumentName[];
  /** Of these, what only a new group can have. */
  readonly replaces: readonly ArgumentName[];
}

/**
 * A project or a key that differs in nothing but upper and lower case replaces nothing: LaunchDarkly returns some keys in
 * lower case, and to delete and create the group would end where it began. The update says what to write instead.
 */
export const diff = (olds: Described, news: Described): Difference => {
  const changed = differences(olds, news);
  return { changed, replaces: changed.filter((name) => isIdentity(name) && !sameButForCase(olds[name], news[name])) };
};

/** The properties in which two groups differ. */
export const differences = (a: Described, b: Described): readonly ArgumentName[] =>
  argumentNames.filter((name) =>
    name === "applicationKeys" ? !sameApplications(a[name], b[name]) : a[name] !== b[name],
  );

/** What a group is created with, and keeps. */
export const isIdentity = (name: ArgumentName): name is "key" | "projectKey" | "environmentKey" =>
  name === "key" || name === "projectKey" || name === "environmentKey";

const sameButForCase = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a.toLowerCase() === b?.toLowerCase();
