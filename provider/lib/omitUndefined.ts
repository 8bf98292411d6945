/** Without what is undefined: Pulumi takes no undefined value ("Unexpected struct type"), and absent says the same. */
export const omitUndefined = (properties: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
