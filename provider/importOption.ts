/**
 * The hidden input that the resource option `import` becomes. Pulumi's engine cannot import a dynamic resource, because it
 * then passes no `__provider`: so the option never reaches it, and create brings the group in. What the engine shows to
 * people passes over names that begin with two underscores.
 */
export const importOption = "__import";
