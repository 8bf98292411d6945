import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { Numeric } from "../lib/lenientCodecs.js";
import { collectionOf, type Collection } from "./collection.js";
import { FlagReference } from "./flagReference.js";
import type { OpenUnion } from "./openUnion.js";
import { PullRequestSummary } from "./pullRequestSummary.js";

/** The stages from the first commit to the end of a deployment, in milliseconds. */
export interface LeadTimeStages {
  readonly codingDurationMs?: number | undefined;
  readonly reviewDurationMs?: number | undefined;
  readonly waitDurationMs?: number | undefined;
  readonly deployDurationMs?: number | undefined;
  readonly totalLeadTimeMs?: number | undefined;
}
const LeadTimeStages: t.Type<LeadTimeStages, unknown> = exactObject(
  "LeadTimeStages",
  {},
  {
    codingDurationMs: Numeric,
    reviewDurationMs: Numeric,
    waitDurationMs: Numeric,
    deployDurationMs: Numeric,
    totalLeadTimeMs: Numeric,
  },
);

/** A deployment, which LaunchDarkly derives from deployment events. A number is absent if LaunchDarkly omits it. */
export interface Deployment {
  readonly id: string;
  readonly applicationKey: string;
  readonly applicationVersion: string;
  readonly environmentKey: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds; absent while the deployment runs. */
  readonly endedAt?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly status: OpenUnion<"started" | "finished" | "failed">;
  /** LaunchDarkly documents no list of kinds. */
  readonly kind: OpenUnion<"deployment" | "redeployment">;
  readonly active: boolean;
  readonly archived: boolean;
  readonly numberOfContributors?: number | undefined;
  readonly numberOfPullRequests?: number | undefined;
  readonly linesAdded?: number | undefined;
  readonly linesDeleted?: number | undefined;
  /** From the first commit to the end of the deployment, in milliseconds. */
  readonly leadTime?: number | undefined;
  readonly leadTimeStages?: LeadTimeStages | undefined;
  /** Free JSON. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** With `expandPullRequests` only. */
  readonly pullRequests?: Collection<PullRequestSummary> | undefined;
  /** With `expandFlagReferences` only. */
  readonly flagReferences?: Collection<FlagReference> | undefined;
}
export const Deployment: t.Type<Deployment, unknown> = exactObject(
  "Deployment",
  {
    id: t.string,
    applicationKey: t.string,
    applicationVersion: t.string,
    environmentKey: t.string,
    startedAt: Numeric,
    status: t.string,
    kind: t.string,
    active: t.boolean,
    archived: t.boolean,
  },
  {
    endedAt: Numeric,
    durationMs: Numeric,
    numberOfContributors: Numeric,
    numberOfPullRequests: Numeric,
    linesAdded: Numeric,
    linesDeleted: Numeric,
    leadTime: Numeric,
    leadTimeStages: LeadTimeStages,
    metadata: t.UnknownRecord,
    pullRequests: collectionOf(PullRequestSummary),
    flagReferences: collectionOf(FlagReference),
  },
);
