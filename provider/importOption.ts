/**
 * The hidden input that the resource option `import` becomes. Pulumi's engine cannot import a dynamic resource, because it
 * then passes no `__provider`: so the option never reaches it, and create brings the group in. Names that begin with two
 * underscores count in no diff of the engine's.
 */
export const importOption = "__import";
