import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { readDeployment } from "../api/readDeployments.js";
import { isNotFoundResponse, notFound } from "../errors/apiError.js";
import { exactObject } from "../lib/exactObject.js";
import { Key } from "../model/keys.js";
import { expanded } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

const required = { id: Key };
const optional = { expandPullRequests: t.boolean, expandFlagReferences: t.boolean };

export const getDeployment = makeFunction({
  name: "getDeployment",
  argumentNames: Object.keys({ ...required, ...optional }),
  codec: exactObject("GetDeploymentArgs", required, optional),
  describe: ({ id }) => ({
    verb: "read",
    object: typeof id === "string" ? `deployment "${id}"` : "a deployment",
    identifiedBy: "the id",
  }),
  call: ({ id, expandPullRequests: pullRequests, expandFlagReferences: flagReferences }) =>
    pipe(
      readDeployment(id, { expand: expanded({ pullRequests, flagReferences }) }),
      RTE.mapLeft((error) => (isNotFoundResponse(error) ? notFound : error)),
    ),
});
