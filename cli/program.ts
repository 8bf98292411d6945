import { argumentNames } from "../provider/model/insightGroup.js";
import type { NamedGroup } from "./named.js";

/** The TypeScript that declares the groups just as they are. */
export const programOf = (groups: readonly NamedGroup[]): string =>
  [`import { InsightGroup } from "pulumi-launchdarkly-insights";\n`, ...groups.map(declaration)].join("\n");

const declaration = ({ name, group }: NamedGroup): string => {
  const lines = argumentNames.flatMap((argument) => {
    const value = group[argument];
    return value === undefined ? [] : [`  ${argument}: ${literal(value)},`];
  });
  return [`new InsightGroup(${literal(name)}, {`, ...lines, "});\n"].join("\n");
};

/** JSON is TypeScript, but for two ends of lines: TypeScript 3.8, which Pulumi brings along, ends a string at them. */
const literal = (value: string | readonly string[]): string =>
  typeof value === "string"
    ? JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")
    : `[${value.map(literal).join(", ")}]`;
