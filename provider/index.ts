export { DeploymentEvent, type DeploymentEventArgs } from "./sdk/deploymentEvent.js";
export { InsightGroup, type InsightGroupArgs } from "./sdk/insightGroup.js";
export { Provider, type ProviderArgs } from "./sdk/provider.js";
export { RepositoryProject, type RepositoryProjectArgs } from "./sdk/repositoryProject.js";
export type * from "./sdk/functions/chartArgs.js";
export * from "./sdk/functions/charts.js";
export * from "./sdk/functions/deployments.js";
export * from "./sdk/functions/flagEvents.js";
export * from "./sdk/functions/insights.js";
export * from "./sdk/functions/pullRequests.js";
export * from "./sdk/functions/repositories.js";
export type { FunctionOptions } from "./sdk/invoke.js";
export type { ChartAxis, ChartMetadata, ChartMetric, ChartPoint, ChartSeries, InsightsChart } from "./model/chart.js";
export type { Collection } from "./model/collection.js";
export type { Deployment, LeadTimeStages } from "./model/deployment.js";
export type {
  ExperimentIteration,
  FlagEvent,
  FlagEventExperiment,
  FlagEventImpact,
  FlagEventMember,
  VariationEvaluations,
} from "./model/flagEvent.js";
export type { FlagReference } from "./model/flagReference.js";
export type { Indicator, InsightGroupScores, InsightScores, MetricScore, Period } from "./model/insightScores.js";
export type { PullRequest } from "./model/pullRequest.js";
export type { PullRequestLeadTime, PullRequestSummary } from "./model/pullRequestSummary.js";
export type { AssociatedProject, Repository } from "./model/repositories.js";
