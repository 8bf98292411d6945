import { sameApplications } from "./applicationKeys.js";
import { argumentNames, type ArgumentName, type GroupProperties } from "./insightGroup.js";

/** Returns the arguments in which two groups differ. */
export const differences = (a: GroupProperties, b: GroupProperties): readonly ArgumentName[] =>
  argumentNames.filter((name) =>
    name === "applicationKeys" ? !sameApplications(a[name], b[name]) : a[name] !== b[name],
  );

/** Whether an argument cannot change after the group is created. */
export const isIdentity = (name: ArgumentName): name is "key" | "projectKey" | "environmentKey" =>
  name === "key" || name === "projectKey" || name === "environmentKey";

/** Whether two values differ only in case or white space. */
export const sameButForSpelling = (a: GroupProperties[ArgumentName], b: GroupProperties[ArgumentName]): boolean =>
  a !== undefined && b !== undefined && spelling(a) === spelling(b);

const spelling = (value: string | readonly string[]): string =>
  [...new Set([value].flat().map((text) => text.replace(/\s+/gu, "").toLowerCase()))].sort().join("\n");
