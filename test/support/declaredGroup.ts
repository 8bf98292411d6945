/** A group of which every test says only what it is about. */
export const base = { name: "Team", key: "team", projectKey: "shop", environmentKey: "production" } as const;

/** The same as a statement of a program. @param options JavaScript of the resource's options. */
export const group = (args: object = {}, name = "team", options = "{}"): string =>
  `new InsightGroup("${name}", ${JSON.stringify({ ...base, ...args })}, ${options});\n`;
