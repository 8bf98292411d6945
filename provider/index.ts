export { InsightGroup, type InsightGroupArgs } from "./insightGroup.js";
export { Provider, type ProviderArgs } from "./explicit.js";
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
} from "./functions.js";
export type { FunctionOptions } from "./invoke.js";
export type { Indicator, InsightGroupScores, InsightScores, MetricScore, Period } from "./scores.js";
