import type { Importable } from "./importable.js";
import type { Named } from "./resourceNames.js";

/** Formats a TypeScript program that declares the resources, which are all of one class. */
export const programOf = (named: readonly Named[], className: Importable["className"]): string =>
  [`import { ${className} } from "pulumi-launchdarkly-insights";\n`, ...named.map(declaration)].join("\n");

const declaration = ({ name, className, inputs }: Named): string => {
  const lines = Object.entries(inputs).map(([argument, value]) => `  ${argument}: ${literal(value)},`);
  return [`new ${className}(${literal(name)}, {`, ...lines, "});\n"].join("\n");
};

/** Formats JSON and escapes two line separators at which TypeScript 3.8, which Pulumi contains, ends a string. */
const literal = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(literal).join(", ")}]`
    : JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
