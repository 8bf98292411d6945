import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { listAllGroups } from "../api/listAllGroups.js";
import { nullable } from "../lib/nullable.js";
import { omitUndefined } from "../lib/omitUndefined.js";
import { ProjectKey } from "../model/keys.js";
import { makeFunction } from "./providerFunction.js";

/** A string that can be written into a URL. */
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

export const getInsightGroups = makeFunction({
  name: "getInsightGroups",
  argumentNames: ["query", "projectKey", "environmentKey"],
  codec: GetInsightGroups,
  describe: () => ({ verb: "list", object: "insight groups" }),
  call: (filter) =>
    pipe(
      listAllGroups(filter),
      RTE.map((groups) => groups.map(omitUndefined)),
    ),
});
