import { getScores } from "../api/insightGroups.js";
import { GetInsightScores } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

export const getInsightScores = makeFunction({
  name: "getInsightScores",
  argumentNames: ["projectKey", "environmentKey", "applicationKeys"],
  codec: GetInsightScores,
  describe: ({ projectKey, environmentKey }) => ({
    verb: "read",
    object:
      typeof projectKey === "string" && typeof environmentKey === "string"
        ? `insight scores of project "${projectKey}", environment "${environmentKey}"`
        : "insight scores",
  }),
  call: getScores,
});
