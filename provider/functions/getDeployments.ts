import * as t from "io-ts";
import { readDeployments } from "../api/readDeployments.js";
import { exactObject } from "../lib/exactObject.js";
import {
  applicationKeys,
  defaultLimit,
  environment,
  environmentAdvice,
  expanded,
  inEnvironment,
  limit,
  Text,
  timeWindow,
  windowProblems,
} from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

const optional = {
  applicationKeys,
  ...timeWindow,
  status: Text,
  kind: Text,
  limit,
  expandPullRequests: t.boolean,
  expandFlagReferences: t.boolean,
};

export const getDeployments = makeFunction({
  name: "getDeployments",
  argumentNames: Object.keys({ ...environment, ...optional }),
  codec: exactObject("GetDeploymentsArgs", environment, optional),
  describe: (args) => ({ verb: "list", object: inEnvironment("deployments", args), requires: environmentAdvice }),
  conflicts: windowProblems,
  call: (args) => {
    const { applicationKeys: applicationKey, limit: most = defaultLimit, ...filters } = args;
    const { expandPullRequests: pullRequests, expandFlagReferences: flagReferences, ...query } = filters;
    return readDeployments({ ...query, applicationKey, expand: expanded({ pullRequests, flagReferences }) }, most);
  },
});
