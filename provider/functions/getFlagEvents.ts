import * as t from "io-ts";
import { readFlagEvents } from "../api/flagEvents.js";
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
  query: Text,
  impactSize: Text,
  hasExperiments: t.boolean,
  global: Text,
  limit,
  includeMembers: t.boolean,
  expandExperiments: t.boolean,
};

export const getFlagEvents = makeFunction({
  name: "getFlagEvents",
  argumentNames: Object.keys({ ...environment, ...optional }),
  codec: exactObject("GetFlagEventsArgs", environment, optional),
  describe: (args) => ({ verb: "list", object: inEnvironment("flag events", args), requires: environmentAdvice }),
  conflicts: windowProblems,
  call: (args) => {
    const { applicationKeys: applicationKey, limit: most = defaultLimit, ...filters } = args;
    const { expandExperiments: experiments, includeMembers = false, ...query } = filters;
    return readFlagEvents({ ...query, applicationKey, expand: expanded({ experiments }) }, most, includeMembers);
  },
});
