import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { listAllGroups } from "../api/listAllGroups.js";
import { omitUndefined } from "../lib/omitUndefined.js";
import { GetInsightGroups } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

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
