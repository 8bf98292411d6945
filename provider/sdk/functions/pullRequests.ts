import type * as pulumi from "@pulumi/pulumi";
import type { OpenUnion } from "../../model/openUnion.js";
import type { PullRequest } from "../../model/pullRequest.js";
import { invokeOutput, invokePlain, type FunctionOptions, type InputsOf } from "../invoke.js";
import type { ApplicationArgs, LimitArgs, WindowArgs } from "./selection.js";

/** The arguments of {@link getPullRequests}. */
export interface GetPullRequestsArgs extends ApplicationArgs, WindowArgs, LimitArgs {
  /** The key of the project. */
  readonly projectKey: string;
  /** The key of an environment of the project. Required with `sort`. */
  readonly environmentKey?: string | undefined;
  /** Returns only pull requests with this status. */
  readonly status?: PullRequest["status"] | undefined;
  /** Returns only pull requests whose title or author matches, as LaunchDarkly's search does. */
  readonly query?: string | undefined;
  /**
   * Sorts by lead time: `leadTime` in ascending, `-leadTime` in descending order.
   * @default the newest first, by the time of the merge or else of the creation
   */
  readonly sort?: OpenUnion<"leadTime" | "-leadTime"> | undefined;
  /**
   * Whether to return the deployments of a pull request.
   * @default false
   */
  readonly expandDeployments?: boolean | undefined;
  /**
   * Whether to return the flag references that a pull request changes.
   * @default false
   */
  readonly expandFlagReferences?: boolean | undefined;
  /**
   * Whether to return the lead time of a pull request.
   * @default false
   */
  readonly expandLeadTime?: boolean | undefined;
}

/** The arguments of {@link getPullRequestsOutput}. */
export type GetPullRequestsOutputArgs = InputsOf<GetPullRequestsArgs>;

/**
 * Lists the pull requests of a project.
 *
 * Sends one request for each 100 pull requests in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-pull-requests-beta
 */
export const getPullRequests: (args: GetPullRequestsArgs) => Promise<readonly PullRequest[]> = (
  args,
  options?: unknown,
) => invokePlain("getPullRequests", args, options);

/** Lists pull requests as {@link getPullRequests} does, but takes Inputs. */
export const getPullRequestsOutput = (
  args: GetPullRequestsOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<readonly PullRequest[]> => invokeOutput("getPullRequests", args, opts);
