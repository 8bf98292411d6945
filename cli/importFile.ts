import type { Named } from "./resourceNames.js";

/**
 * Formats the file that `pulumi import --file` reads. Because the file has inputs and outputs, CLI 3.254 and newer
 * imports each resource as written, without a read, which would fail: the engine has no `__provider` for it.
 */
export const importFile = (named: readonly Named[]): string => {
  const resources = named.map(({ type, name, id, inputs, outputs, constant }) => ({
    type,
    name,
    id,
    inputs: { ...inputs, __provider: constant },
    outputs: { ...outputs, __provider: constant },
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
};
