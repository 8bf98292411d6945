export { getDeploymentFrequency, getFlagStatus, getLeadTime, getReleaseFrequency, getStaleFlags } from "./charts.js";
export { getDeployment } from "./getDeployment.js";
export { getDeployments } from "./getDeployments.js";
export { getFlagEvents } from "./getFlagEvents.js";
export { getInsightGroup } from "./getInsightGroup.js";
export { getInsightGroups } from "./getInsightGroups.js";
export { getInsightScores } from "./getInsightScores.js";
export { getPullRequests } from "./getPullRequests.js";
export { getRepositories } from "./getRepositories.js";
