export { getInsightGroup } from "./getInsightGroup.js";
export { getInsightGroups } from "./getInsightGroups.js";
export { getInsightScores } from "./getInsightScores.js";
