import type * as pulumi from "@pulumi/pulumi";
import type { Repository } from "../../model/repositories.js";
import { invokeOutput, invokePlain, type FunctionOptions, type InputsOf } from "../invoke.js";

/** The arguments of {@link getRepositories}. */
export interface GetRepositoriesArgs {
  /**
   * Whether to return the projects that each repository is associated with.
   * @default true
   */
  readonly expandProjects?: boolean | undefined;
}

/** The arguments of {@link getRepositoriesOutput}. */
export type GetRepositoriesOutputArgs = InputsOf<GetRepositoriesArgs>;

/**
 * Lists the repositories that LaunchDarkly's GitHub app can see, sorted by key.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-repositories-beta
 */
export const getRepositories: (args?: GetRepositoriesArgs) => Promise<readonly Repository[]> = (
  args = {},
  options?: unknown,
) => invokePlain("getRepositories", args, options);

/** Lists repositories as {@link getRepositories} does, but takes Inputs. */
export const getRepositoriesOutput = (
  args: GetRepositoriesOutputArgs = {},
  opts?: FunctionOptions,
): pulumi.Output<readonly Repository[]> => invokeOutput("getRepositories", args, opts);
