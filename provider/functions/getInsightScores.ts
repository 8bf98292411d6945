import * as t from "io-ts";
import { getScores } from "../api/insightGroups.js";
import { nullable } from "../lib/nullable.js";
import { ProjectKey } from "../model/keys.js";
import { applicationKeys, inPlace } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

export const GetInsightScores = t.exact(
  t.intersection([
    t.type({ projectKey: ProjectKey, environmentKey: ProjectKey }),
    t.partial({ applicationKeys: nullable(applicationKeys) }),
  ]),
  "GetInsightScoresArgs",
);

export const getInsightScores = makeFunction({
  name: "getInsightScores",
  argumentNames: ["projectKey", "environmentKey", "applicationKeys"],
  codec: GetInsightScores,
  describe: (args) => ({ verb: "read", object: inPlace("insight scores", args) }),
  call: getScores,
});
