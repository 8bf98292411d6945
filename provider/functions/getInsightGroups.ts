import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { listAllGroups } from "../api/listAllGroups.js";
import { exactObject } from "../lib/exactObject.js";
import { omitUndefined } from "../lib/omitUndefined.js";
import { ProjectKey } from "../model/keys.js";
import { Text } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

const optional = { query: Text, projectKey: ProjectKey, environmentKey: ProjectKey };

export const GetInsightGroups = exactObject("GetInsightGroupsArgs", {}, optional);

export const getInsightGroups = makeFunction({
  name: "getInsightGroups",
  argumentNames: Object.keys(optional),
  codec: GetInsightGroups,
  describe: () => ({ verb: "list", object: "insight groups" }),
  call: (filter) =>
    pipe(
      listAllGroups(filter),
      RTE.map((groups) => groups.map(omitUndefined)),
    ),
});
