import { getScores } from "../api/insightGroups.js";
import { exactObject } from "../lib/exactObject.js";
import { applicationKeys, inPlace, place } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

export const GetInsightScores = exactObject("GetInsightScoresArgs", place, { applicationKeys });

export const getInsightScores = makeFunction({
  name: "getInsightScores",
  argumentNames: Object.keys({ ...place, applicationKeys }),
  codec: GetInsightScores,
  describe: (args) => ({ verb: "read", object: inPlace("insight scores", args) }),
  call: getScores,
});
