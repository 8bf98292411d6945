import { argumentsOf } from "../provider/model/insightGroup.js";
import { insightGroupConstant, insightGroupType } from "../provider/state.js";
import { omitUndefined } from "../provider/lib/omitUndefined.js";
import type { NamedGroup } from "./named.js";

/**
 * What `pulumi import --file` reads. With inputs and outputs it takes each resource as it is written here, without a call of
 * the provider, since CLI 3.254: a read would fail, because the engine has no `__provider` for it.
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
