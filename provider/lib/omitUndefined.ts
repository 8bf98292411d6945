/** Removes undefined values, which Pulumi rejects ("Unexpected struct type"). */
export const omitUndefined = (properties: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
