import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { getGroup, getScoredGroup } from "../api/insightGroups.js";
import { hasStatus, notFound, type ApiError } from "../errors/apiError.js";
import { describeGroup } from "../errors/describeOperation.js";
import { exactObject } from "../lib/exactObject.js";
import { omitUndefined } from "../lib/omitUndefined.js";
import { Key } from "../model/keys.js";
import { makeFunction } from "./providerFunction.js";

export const GetInsightGroup = exactObject("GetInsightGroupArgs", { key: Key }, { expandScores: t.boolean });

export const getInsightGroup = makeFunction({
  name: "getInsightGroup",
  argumentNames: ["key", "expandScores"],
  codec: GetInsightGroup,
  describe: ({ key }) => ({ verb: "read", object: typeof key === "string" ? describeGroup(key) : "an insight group" }),
  call: ({ key, expandScores }) =>
    pipe(
      expandScores === true ? getScoredGroup(key) : getGroup(key),
      RTE.bimap((error): ApiError => (hasStatus(error, 404) ? notFound : error), omitUndefined),
    ),
});
