import * as t from "io-ts";
import { getScores } from "../api/insightGroups.js";
import { nullable } from "../lib/nullable.js";
import { Key, ProjectKey } from "../model/keys.js";
import { makeFunction } from "./providerFunction.js";

/** A key that fits into a query, in which commas separate the keys. */
export const ApplicationKey = new t.Type<Key, unknown>(
  "ApplicationKey",
  (u): u is Key => Key.is(u) && !u.includes(","),
  (u, context) =>
    typeof u === "string" && u.includes(",") ? t.failure(u, context, 'must not contain ","') : Key.validate(u, context),
  (key) => key,
);

export const GetInsightScores = t.exact(
  t.intersection([
    t.type({ projectKey: ProjectKey, environmentKey: ProjectKey }),
    t.partial({ applicationKeys: nullable(t.readonlyArray(ApplicationKey, "a list of application keys")) }),
  ]),
  "GetInsightScoresArgs",
);

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
