import type { ArgumentName, GroupProperties } from "../model/insightGroup.js";

/** Lists the properties in which a group is not as declared, with both values. */
export const formatDifferences = (
  found: GroupProperties,
  declared: GroupProperties,
  names: readonly ArgumentName[],
): string => names.map((name) => `${name} ${formatValue(found[name])}, not ${formatValue(declared[name])}`).join("; ");

export const formatValue = (value: GroupProperties[ArgumentName]): string =>
  value === undefined ? "unset (all applications)" : JSON.stringify(value);
