import type * as pulumi from "@pulumi/pulumi";
import type { Deployment } from "../../model/deployment.js";
import { invokeOutput, invokePlain, type FunctionOptions, type InputsOf } from "../invoke.js";
import type { EnvironmentArgs, LimitArgs, WindowArgs } from "./selection.js";

interface ExpandDeploymentArgs {
  /**
   * Whether to return the pull requests of a deployment.
   * @default false
   */
  readonly expandPullRequests?: boolean | undefined;
  /**
   * Whether to return the flag references that a deployment changes.
   * @default false
   */
  readonly expandFlagReferences?: boolean | undefined;
}

/** The arguments of {@link getDeployments}. */
export interface GetDeploymentsArgs extends EnvironmentArgs, WindowArgs, LimitArgs, ExpandDeploymentArgs {
  /** Returns only deployments with this status, such as `finished`. LaunchDarkly documents no list of values. */
  readonly status?: Deployment["status"] | undefined;
  /** Returns only deployments of this kind, such as `redeployment`. LaunchDarkly documents no list of values. */
  readonly kind?: Deployment["kind"] | undefined;
}

/** The arguments of {@link getDeploymentsOutput}. */
export type GetDeploymentsOutputArgs = InputsOf<GetDeploymentsArgs>;

/** The arguments of {@link getDeployment}. */
export interface GetDeploymentArgs extends ExpandDeploymentArgs {
  /** LaunchDarkly's id of the deployment, as {@link getDeployments} returns it. */
  readonly id: string;
}

/** The arguments of {@link getDeploymentOutput}. */
export type GetDeploymentOutputArgs = InputsOf<GetDeploymentArgs>;

/**
 * Lists the deployments to an environment, the newest first.
 *
 * Sends one request for each 100 deployments in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-deployments-beta
 */
export const getDeployments: (args: GetDeploymentsArgs) => Promise<readonly Deployment[]> = (args, options?: unknown) =>
  invokePlain("getDeployments", args, options);

/** Lists deployments as {@link getDeployments} does, but takes Inputs. */
export const getDeploymentsOutput = (
  args: GetDeploymentsOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<readonly Deployment[]> => invokeOutput("getDeployments", args, opts);

/**
 * Gets a deployment by its id. Fails if there is no such deployment.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-deployments-beta
 */
export const getDeployment: (args: GetDeploymentArgs) => Promise<Deployment> = (args, options?: unknown) =>
  invokePlain("getDeployment", args, options);

/** Gets a deployment as {@link getDeployment} does, but takes Inputs. */
export const getDeploymentOutput = (args: GetDeploymentOutputArgs, opts?: FunctionOptions): pulumi.Output<Deployment> =>
  invokeOutput("getDeployment", args, opts);
