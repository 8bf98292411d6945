import * as t from "io-ts";
import { readChart, type ChartPath } from "../api/charts.js";
import { exactObject } from "../lib/exactObject.js";
import {
  applicationKeys,
  bucketMs,
  environment,
  environmentAdvice,
  expanded,
  inEnvironment,
  keyList,
  Text,
  timeWindow,
  windowProblems,
} from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

/** The arguments of all charts; each chart takes some of them. */
const all = {
  ...environment,
  applicationKeys,
  ...timeWindow,
  bucketType: Text,
  bucketMs,
  groupBy: Text,
  hasExperiments: t.boolean,
  global: Text,
  maintainerIds: keyList("member ids"),
  maintainerTeamKeys: keyList("team keys"),
  expandMetrics: t.boolean,
  expandPercentiles: t.boolean,
};

type ArgumentName = keyof typeof all;
type ChartArguments = { readonly [Name in ArgumentName]?: t.TypeOf<(typeof all)[Name]> | undefined };

interface Chart {
  readonly name: string;
  /** Names the chart in messages. */
  readonly what: string;
  readonly path: ChartPath;
  readonly required: readonly ArgumentName[];
  readonly optional: readonly ArgumentName[];
}

const makeChart = ({ name, what, path, required, optional }: Chart) =>
  makeFunction<ChartArguments>({
    name,
    argumentNames: [...required, ...optional],
    codec: exactObject(name, codecsOf(required), codecsOf(optional)),
    describe: (args) => ({ verb: "read", object: inEnvironment(what, args), requires: environmentAdvice }),
    conflicts: windowProblems,
    call: (args) => {
      const { applicationKeys: applicationKey, maintainerIds: maintainerId, ...others } = args;
      const { maintainerTeamKeys: maintainerTeamKey, expandMetrics: metrics, ...more } = others;
      const { expandPercentiles: percentiles, ...query } = more;
      const expand = expanded({ metrics, percentiles });
      return readChart(path, { ...query, applicationKey, maintainerId, maintainerTeamKey, expand });
    },
  });

const codecsOf = (names: readonly ArgumentName[]): t.Props =>
  Object.fromEntries(names.map((name) => [name, all[name]]));

const buckets = ["from", "to", "bucketType", "bucketMs"] as const;

export const getDeploymentFrequency = makeChart({
  name: "getDeploymentFrequency",
  what: "the deployment frequency",
  path: "deployments/frequency",
  required: [],
  optional: ["projectKey", "environmentKey", "applicationKeys", ...buckets, "groupBy", "expandMetrics"],
});

export const getLeadTime = makeChart({
  name: "getLeadTime",
  what: "the lead time",
  path: "lead-time",
  required: ["projectKey"],
  optional: ["environmentKey", "applicationKeys", ...buckets, "groupBy", "expandMetrics", "expandPercentiles"],
});

export const getReleaseFrequency = makeChart({
  name: "getReleaseFrequency",
  what: "the release frequency",
  path: "releases/frequency",
  required: ["projectKey", "environmentKey"],
  optional: ["applicationKeys", ...buckets, "groupBy", "hasExperiments", "global", "expandMetrics"],
});

export const getFlagStatus = makeChart({
  name: "getFlagStatus",
  what: "the flag status",
  path: "flags/status",
  required: ["projectKey", "environmentKey"],
  optional: ["applicationKeys"],
});

export const getStaleFlags = makeChart({
  name: "getStaleFlags",
  what: "stale flags",
  path: "flags/stale",
  required: ["projectKey", "environmentKey"],
  optional: ["applicationKeys", "groupBy", "maintainerIds", "maintainerTeamKeys", "expandMetrics"],
});
