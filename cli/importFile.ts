import { argumentsOf } from "../provider/model/insightGroup.js";
import { insightGroupConstant, insightGroupType } from "../provider/state.js";
import { omitUndefined } from "../provider/lib/omitUndefined.js";
import type { NamedGroup } from "./named.js";

/**
 * Formats the file that `pulumi import --file` reads. With inputs and outputs CLI 3.254 and newer imports each resource as
 * written, without a read, which would fail: the engine has no `__provider` for it.
 */
export const importFile = (groups: readonly NamedGroup[]): string => {
  const resources = groups.map(({ name, group }) => ({
    type: insightGroupType,
    name,
    id: group.key,
    inputs: { ...omitUndefined(argumentsOf(group)), __provider: insightGroupConstant },
    outputs: { ...omitUndefined(group), __provider: insightGroupConstant },
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
};
