import * as t from "io-ts";
import { Key, ProjectKey } from "../model/keys.js";
import { nullable } from "../lib/nullable.js";

export const GetInsightGroup = t.exact(
  t.intersection([t.type({ key: Key }), t.partial({ expandScores: nullable(t.boolean) })]),
  "GetInsightGroupArgs",
);

/** Text that can be written into a URL. */
const Query = new t.Type<string, unknown>(
  "Query",
  (u): u is string => typeof u === "string" && u.isWellFormed(),
  (u, context) => {
    if (typeof u !== "string") return t.failure(u, context, "must be a string");
    return u.isWellFormed() ? t.success(u) : t.failure(u, context, "must be well-formed Unicode");
  },
  (query) => query,
);

export const GetInsightGroups = t.exact(
  t.partial({ query: nullable(Query), projectKey: nullable(ProjectKey), environmentKey: nullable(ProjectKey) }),
  "GetInsightGroupsArgs",
);

/** In a query the keys of applications are one string with commas. */
const ApplicationKey = new t.Type<Key, unknown>(
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
export interface GetInsightScores extends Readonly<t.TypeOf<typeof GetInsightScores>> {}
