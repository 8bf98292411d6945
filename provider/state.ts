/**
 * All that state keeps of the provider's code. Pulumi stores the text twice with every resource and later runs what it
 * finds there: read, refresh and delete use the text in the *old* outputs. So it may never change, and the module it
 * names is for ever: upgraded code then serves existing resources at once, nothing of a program or its configuration is
 * captured, and the text is the same for every compiler, platform and kind of install.
 * The engine does not await `handler`, so that it has to be `require`.
 */
export const insightGroupConstant = `exports.handler=()=>require("pulumi-launchdarkly-insights/provider").insightGroup`;

/**
 * The hidden input that the resource option `import` becomes. Pulumi's engine cannot import a dynamic resource, because it
 * then passes no `__provider`: so the option never reaches it, and create brings the group in. What the engine shows to
 * people passes over names that begin with two underscores.
 */
export const importOption = "__import";

/** The type of every insight group in state. */
export const insightGroupType = "pulumi-nodejs:dynamic/launchdarkly:InsightGroup";
