import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { Numeric } from "../lib/lenientCodecs.js";
import { collectionOf, type Collection } from "./collection.js";
import { FlagReference } from "./flagReference.js";
import type { OpenUnion } from "./openUnion.js";

/** The lead time of a pull request over its deployments, in milliseconds. */
export interface PullRequestLeadTime {
  readonly codingDurationMs?: number | undefined;
  readonly reviewDurationMs?: number | undefined;
  readonly maxWaitDurationMs?: number | undefined;
  readonly avgWaitDurationMs?: number | undefined;
  readonly maxDeployDurationMs?: number | undefined;
  readonly avgDeployDurationMs?: number | undefined;
  readonly maxTotalLeadTimeMs?: number | undefined;
  readonly avgTotalLeadTimeMs?: number | undefined;
}
const PullRequestLeadTime: t.Type<PullRequestLeadTime, unknown> = exactObject(
  "PullRequestLeadTime",
  {},
  {
    codingDurationMs: Numeric,
    reviewDurationMs: Numeric,
    maxWaitDurationMs: Numeric,
    avgWaitDurationMs: Numeric,
    maxDeployDurationMs: Numeric,
    avgDeployDurationMs: Numeric,
    maxTotalLeadTimeMs: Numeric,
    avgTotalLeadTimeMs: Numeric,
  },
);

/** A pull request, without its deployments. */
export interface PullRequestSummary {
  /** LaunchDarkly's id of the pull request. */
  readonly id: string;
  /** The number of the pull request in its repository. */
  readonly externalId: string;
  readonly title: string;
  readonly status: OpenUnion<"open" | "merged" | "closed" | "deployed">;
  /** The author's account name on the repository's host. */
  readonly author: string;
  /** Epoch milliseconds. */
  readonly createTime: number;
  /** Epoch milliseconds; absent before the merge. */
  readonly mergeTime?: number | undefined;
  readonly mergeCommitKey?: string | undefined;
  readonly baseCommitKey?: string | undefined;
  readonly headCommitKey?: string | undefined;
  readonly filesChanged?: number | undefined;
  readonly linesAdded?: number | undefined;
  readonly linesDeleted?: number | undefined;
  readonly url: string;
  /** With `expandFlagReferences` only. */
  readonly flagReferences?: Collection<FlagReference> | undefined;
  /** With `expandLeadTime` only. */
  readonly leadTime?: PullRequestLeadTime | undefined;
}

export const required = {
  id: t.string,
  externalId: t.string,
  title: t.string,
  status: t.string,
  author: t.string,
  createTime: Numeric,
  url: t.string,
};

export const optional = {
  mergeTime: Numeric,
  mergeCommitKey: t.string,
  baseCommitKey: t.string,
  headCommitKey: t.string,
  filesChanged: Numeric,
  linesAdded: Numeric,
  linesDeleted: Numeric,
  flagReferences: collectionOf(FlagReference),
  leadTime: PullRequestLeadTime,
};

export const PullRequestSummary: t.Type<PullRequestSummary, unknown> = exactObject(
  "PullRequestSummary",
  required,
  optional,
);
