import { argumentNames } from "../provider/model/insightGroup.js";
import type { NamedGroup } from "./named.js";

/** Formats a TypeScript program that declares the groups. */
export const programOf = (groups: readonly NamedGroup[]): string =>
  [`import { InsightGroup } from "pulumi-launchdarkly-insights";\n`, ...groups.map(declaration)].join("\n");

const declaration = ({ name, group }: NamedGroup): string => {
  const lines = argumentNames.flatMap((argument) => {
    const value = group[argument];
    return value === undefined ? [] : [`  ${argument}: ${literal(value)},`];
  });
  return [`new InsightGroup(${literal(name)}, {`, ...lines, "});\n"].join("\n");
};

/** Formats JSON, and escapes two line separators at which TypeScript 3.8, part of Pulumi, ends a string. */
const literal = (value: string | readonly string[]): string =>
  typeof value === "string"
    ? JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")
    : `[${value.map(literal).join(", ")}]`;
