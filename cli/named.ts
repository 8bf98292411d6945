import type { ListedInsightGroup } from "../provider/model/insightGroup.js";

/** A group and the name of its resource in the stack. */
export interface NamedGroup {
  readonly name: string;
  readonly group: ListedInsightGroup;
}

/** Names each group by its key, followed by a number if the stack already has a resource of that name. */
export const named = (groups: readonly ListedInsightGroup[], taken: ReadonlySet<string>): readonly NamedGroup[] => {
  const used = new Set([...taken, ...groups.map(({ key }) => key)]);
  return groups.map((group) => {
    if (!taken.has(group.key)) return { name: group.key, group };
    const name = free(group.key, used);
    used.add(name);
    return { name, group };
  });
};

const free = (key: string, used: ReadonlySet<string>): string => {
  for (let number = 2; ; number++) {
    const name = `${key}-${String(number)}`;
    if (!used.has(name)) return name;
  }
};
