import type { StoredGroup } from "./account.js";
import { scoresOf } from "./scores.js";

/** How many groups have which overall indicator. */
export const countByIndicator = (groups: readonly StoredGroup[]): Readonly<Record<string, number>> => {
  const counts = { excellent: 0, good: 0, fair: 0, needsAttention: 0, notCalculated: 0, unknown: 0 };
  for (const group of groups) counts[scoresOf(group).overall.indicator] += 1;
  return { ...counts, total: groups.length };
};
