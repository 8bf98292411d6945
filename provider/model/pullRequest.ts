import type * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { collectionOf, type Collection } from "./collection.js";
import { Deployment } from "./deployment.js";
import { optional, required, type PullRequestSummary } from "./pullRequestSummary.js";

/** A pull request of a repository that is associated with the project. */
export interface PullRequest extends PullRequestSummary {
  /** With `expandDeployments` only. */
  readonly deployments?: Collection<Deployment> | undefined;
}
export const PullRequest: t.Type<PullRequest, unknown> = exactObject("PullRequest", required, {
  ...optional,
  deployments: collectionOf(Deployment),
});
