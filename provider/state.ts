/** Names of the resource types in state and among the exports of `provider.ts`. */
type Name = "insightGroup" | "repositoryProject" | "deploymentEvent";

/**
 * The provider's code in state. Pulumi stores the text twice with every resource and later runs it: read, refresh and
 * delete use the text in the *old* outputs. It must never change, and the module it names must stay. Upgraded code then
 * serves existing resources immediately, and the text captures no part of the program. The engine does not await
 * `handler`, so it must use `require`.
 */
const constant = (name: Name): string => `exports.handler=()=>require("pulumi-launchdarkly-insights/provider").${name}`;

export const insightGroupConstant = constant("insightGroup");
export const repositoryProjectConstant = constant("repositoryProject");
export const deploymentEventConstant = constant("deploymentEvent");

/**
 * The hidden input for the resource option `import`. The engine cannot import a dynamic resource, because it would pass
 * no `__provider`, so the option never reaches the engine, and create imports the resource. The engine does not display
 * names that begin with two underscores.
 */
export const importOption = "__import";

/** The types of the resources in state. */
export const insightGroupType = "pulumi-nodejs:dynamic/launchdarkly:InsightGroup";
export const repositoryProjectType = "pulumi-nodejs:dynamic/launchdarkly:RepositoryProject";
export const deploymentEventType = "pulumi-nodejs:dynamic/launchdarkly:DeploymentEvent";
