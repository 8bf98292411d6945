import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { listAllGroups } from "../api/listAllGroups.js";
import { nullable } from "../lib/nullable.js";
import { omitUndefined } from "../lib/omitUndefined.js";
import { ProjectKey } from "../model/keys.js";
import { Text } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

export const GetInsightGroups = t.exact(
  t.partial({ query: nullable(Text), projectKey: nullable(ProjectKey), environmentKey: nullable(ProjectKey) }),
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
