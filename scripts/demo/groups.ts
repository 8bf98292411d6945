import { isDeepStrictEqual, styleText } from "node:util";
import type { StoredGroup } from "../../emulator/index.js";

type Group = Pick<StoredGroup, "key" | "name" | "projectKey" | "environmentKey" | "applicationKeys">;

/** The groups that examples/insightGroups.ts declares, in the order of their keys. */
export const declaredGroups = (checkoutKey = "checkout"): readonly Group[] => [
  { key: checkoutKey, name: "Checkout", ...shop("production"), applicationKeys: ["cart", "payments"] },
  ...["production", "staging", "test"].map((environmentKey) => ({
    key: `shop-${environmentKey}`,
    name: `Shop, ${environmentKey}`,
    ...shop(environmentKey),
    applicationKeys: [],
  })),
];

const shop = (environmentKey: string) => ({ projectKey: "shop", environmentKey });

/** Throws an error of one line, with only the groups that differ. */
export const expectGroups = (actual: readonly Group[], expected: readonly Group[]): void => {
  const seen = actual.map(({ key, name, projectKey, environmentKey, applicationKeys = [] }) => {
    return { key, name, projectKey, environmentKey, applicationKeys: [...(applicationKeys ?? [])].sort() };
  });
  expectEqual("the groups in LaunchDarkly", without(seen, expected), without(expected, seen));
};

export const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
};

const without = (groups: readonly Group[], others: readonly Group[]): readonly Group[] =>
  groups.filter((group) => !others.some((other) => isDeepStrictEqual(group, other)));

export const printGroups = (groups: readonly Group[]): void => {
  const rows = groups.map(({ key, name, projectKey, environmentKey, applicationKeys }) => {
    return [key, name, projectKey, environmentKey, (applicationKeys ?? []).join(", ") || "all"];
  });
  const table = [["KEY", "NAME", "PROJECT", "ENVIRONMENT", "APPLICATIONS"], ...rows];
  const lines = table.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(Math.max(...table.map((each) => each[column]?.length ?? 0))));
    return `  ${cells.join("  ").trimEnd()}\n`;
  });
  process.stdout.write(`LaunchDarkly now has\n${styleText("dim", lines[0] ?? "")}${lines.slice(1).join("")}`);
};
