import * as t from "io-ts";
import { readPullRequests } from "../api/pullRequests.js";
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
import { makeFunction, type Arguments } from "./providerFunction.js";

const { projectKey, environmentKey } = environment;
const required = { projectKey };
const optional = {
  environmentKey,
  applicationKeys,
  ...timeWindow,
  status: Text,
  query: Text,
  sort: Text,
  limit,
  expandDeployments: t.boolean,
  expandFlagReferences: t.boolean,
  expandLeadTime: t.boolean,
};

const sortProblems = ({ sort, environmentKey: key }: Arguments) =>
  (sort ?? "") !== "" && (key ?? undefined) === undefined
    ? [{ property: "environmentKey", reason: "is required with sort" }]
    : [];

export const getPullRequests = makeFunction({
  name: "getPullRequests",
  argumentNames: Object.keys({ ...required, ...optional }),
  codec: exactObject("GetPullRequestsArgs", required, optional),
  describe: (args) => ({ verb: "list", object: inEnvironment("pull requests", args), requires: environmentAdvice }),
  conflicts: (args) => [...windowProblems(args), ...sortProblems(args)],
  call: (args) => {
    const { applicationKeys: applicationKey, limit: most = defaultLimit, ...filters } = args;
    const { expandDeployments: deployments, expandFlagReferences: flagReferences, ...others } = filters;
    const { expandLeadTime: leadTime, ...query } = others;
    return readPullRequests(
      { ...query, applicationKey, expand: expanded({ deployments, flagReferences, leadTime }) },
      most,
    );
  },
});
