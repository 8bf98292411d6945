import type { Emulator, StoredGroup } from "../emulator/index.js";

/**
 * Does something while the account has so many times its groups. Those of others lie between ours, so that every page of the
 * list has some of ours.
 */
export const crowded = async <A>({ groups }: Emulator, times: number, work: () => Promise<A>): Promise<A> => {
  const ours = [...groups.values()];
  fill(
    groups,
    ours.flatMap((group) => [group, ...Array.from({ length: times - 1 }, (_, index) => other(group, index))]),
  );
  try {
    return await work();
  } finally {
    fill(groups, ours);
  }
};

const other = (group: StoredGroup, index: number): StoredGroup => ({ ...group, key: `${group.key}-${String(index)}` });

const fill = (groups: Map<string, StoredGroup>, next: readonly StoredGroup[]): void => {
  groups.clear();
  for (const group of next) groups.set(group.key, group);
};
