/** A group to which each test adds only what it is about. */
export const base = { name: "Team", key: "team", projectKey: "shop", environmentKey: "production" } as const;

/** Returns a statement that declares the group. @param options JavaScript of the resource's options. */
export const group = (args: object = {}, name = "team", options = "{}"): string =>
  `new InsightGroup("${name}", ${JSON.stringify({ ...base, ...args })}, ${options});\n`;
