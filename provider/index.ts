export { InsightGroup, type InsightGroupArgs } from "./insightGroup.js";
export { Provider, type ProviderArgs } from "./explicit.js";
