export { InsightGroup, type InsightGroupArgs } from "./sdk/insightGroup.js";
export { Provider, type ProviderArgs } from "./sdk/provider.js";
export { RepositoryProject, type RepositoryProjectArgs } from "./sdk/repositoryProject.js";
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
