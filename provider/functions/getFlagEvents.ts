import * as t from "io-ts";
import { readFlagEvents } from "../api/flagEvents.js";
import { exactObject } from "../lib/exactObject.js";
import {
  applicationKeys,
  defaultLimit,
  expanded,
  inPlace,
  knownPlace,
  limit,
  place,
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
  argumentNames: Object.keys({ ...place, ...optional }),
  codec: exactObject("GetFlagEventsArgs", place, optional),
  describe: (args) => ({ verb: "list", object: inPlace("flag events", args), requires: knownPlace }),
  conflicts: windowProblems,
  call: (args) => {
    const { applicationKeys: applicationKey, limit: most = defaultLimit, ...filters } = args;
    const { expandExperiments: experiments, includeMembers = false, ...query } = filters;
    return readFlagEvents({ ...query, applicationKey, expand: expanded({ experiments }) }, most, includeMembers);
  },
});
