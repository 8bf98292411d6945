import type { Emulator } from "../../emulator/index.js";
import type { Stack } from "../support/stack.js";

/** A group as a program declares it. */
export interface Declared {
  readonly key: string;
  readonly name: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly applicationKeys?: readonly string[];
}

/** Returns the groups of a program in one of three versions, which differ in names and in application keys. */
export const declared = (count: number, version: 0 | 1 | 2 = 0): readonly Declared[] =>
  Array.from({ length: count }, (_, index) => {
    const applications = [["web", "api"], [], ["tv"]][(index + version) % 3] ?? [];
    return {
      key: `group-${String(index)}`,
      name: `Group ${String(index)}, version ${String(version)}`,
      projectKey: "shop",
      environmentKey: "production",
      ...(applications.length === 0 ? {} : { applicationKeys: applications }),
    };
  });

export const programOf = (groups: readonly Declared[]): string =>
  `for (const args of ${JSON.stringify(groups)}) new InsightGroup(args.key, args);`;

/** Differences between the declared groups and the groups in LaunchDarkly and in state. */
export interface Discrepancy {
  /** Groups that are not declared, and groups that are not in state. */
  readonly orphans: number;
  /** Groups that are in state more than once. */
  readonly duplicates: number;
  /** Groups that are declared but do not exist, or not as declared. */
  readonly lost: number;
}

export const discrepancy = async (
  stack: Stack,
  emulator: Emulator,
  groups: readonly Declared[],
): Promise<Discrepancy> => {
  const ids = Object.values(await stack.groups()).map(({ id }) => id ?? "");
  const keys = new Set(groups.map(({ key }) => key));
  return {
    orphans: [...emulator.groups.keys()].filter((key) => !keys.has(key) || !ids.includes(key)).length,
    duplicates: ids.length - new Set(ids).size,
    lost: groups.filter((group) => !isThere(emulator, group)).length,
  };
};

const isThere = (emulator: Emulator, group: Declared): boolean => {
  const found = emulator.groups.get(group.key);
  return (
    found?.name === group.name &&
    found.projectKey === group.projectKey &&
    found.environmentKey === group.environmentKey &&
    JSON.stringify([...(found.applicationKeys ?? [])].sort()) ===
      JSON.stringify([...(group.applicationKeys ?? [])].sort())
  );
};
