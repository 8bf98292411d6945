import { getScores } from "../api/insightGroups.js";
import { exactObject } from "../lib/exactObject.js";
import { applicationKeys, environment, inEnvironment } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

export const GetInsightScores = exactObject("GetInsightScoresArgs", environment, { applicationKeys });

export const getInsightScores = makeFunction({
  name: "getInsightScores",
  argumentNames: Object.keys({ ...environment, applicationKeys }),
  codec: GetInsightScores,
  describe: (args) => ({ verb: "read", object: inEnvironment("insight scores", args) }),
  call: getScores,
});
