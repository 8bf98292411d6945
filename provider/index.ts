export { DeploymentEvent, type DeploymentEventArgs } from "./sdk/deploymentEvent.js";
export { InsightGroup, type InsightGroupArgs } from "./sdk/insightGroup.js";
export { Provider, type ProviderArgs } from "./sdk/provider.js";
export {
  getInsightGroup,
  getInsightGroupOutput,
  getInsightGroups,
  getInsightGroupsOutput,
  getInsightScores,
  getInsightScoresOutput,
  type GetInsightGroupArgs,
  type GetInsightGroupOutputArgs,
  type GetInsightGroupResult,
  type GetInsightGroupsArgs,
  type GetInsightGroupsOutputArgs,
  type GetInsightScoresArgs,
  type GetInsightScoresOutputArgs,
  type ScoredInsightGroup,
} from "./sdk/functions.js";
export type { FunctionOptions } from "./sdk/invoke.js";
export type { Indicator, InsightGroupScores, InsightScores, MetricScore, Period } from "./model/insightScores.js";
