import type * as pulumi from "@pulumi/pulumi";
import type { InsightsChart } from "../../model/chart.js";
import { invokeOutput, invokePlain, type FunctionOptions } from "../invoke.js";
import type * as args from "./chartArgs.js";

/**
 * Gets a chart of how often applications were deployed.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getDeploymentFrequency: (args?: args.GetDeploymentFrequencyArgs) => Promise<InsightsChart> = (
  args = {},
  options?: unknown,
) => invokePlain("getDeploymentFrequency", args, options);

/** Gets the same chart as {@link getDeploymentFrequency}, but takes Inputs. */
export const getDeploymentFrequencyOutput = (
  args: args.GetDeploymentFrequencyOutputArgs = {},
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getDeploymentFrequency", args, opts);

/**
 * Gets a chart of how long changes took from the first commit to the end of a deployment.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getLeadTime: (args: args.GetLeadTimeArgs) => Promise<InsightsChart> = (args, options?: unknown) =>
  invokePlain("getLeadTime", args, options);

/** Gets the same chart as {@link getLeadTime}, but takes Inputs. */
export const getLeadTimeOutput = (
  args: args.GetLeadTimeOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getLeadTime", args, opts);

/**
 * Gets a chart of how often flags were changed for users.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getReleaseFrequency: (args: args.GetReleaseFrequencyArgs) => Promise<InsightsChart> = (
  args,
  options?: unknown,
) => invokePlain("getReleaseFrequency", args, options);

/** Gets the same chart as {@link getReleaseFrequency}, but takes Inputs. */
export const getReleaseFrequencyOutput = (
  args: args.GetReleaseFrequencyOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getReleaseFrequency", args, opts);

/**
 * Gets a chart of how many flags are in each status.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getFlagStatus: (args: args.GetFlagStatusArgs) => Promise<InsightsChart> = (args, options?: unknown) =>
  invokePlain("getFlagStatus", args, options);

/** Gets the same chart as {@link getFlagStatus}, but takes Inputs. */
export const getFlagStatusOutput = (
  args: args.GetFlagStatusOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getFlagStatus", args, opts);

/**
 * Gets a chart of stale flags.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getStaleFlags: (args: args.GetStaleFlagsArgs) => Promise<InsightsChart> = (args, options?: unknown) =>
  invokePlain("getStaleFlags", args, options);

/** Gets the same chart as {@link getStaleFlags}, but takes Inputs. */
export const getStaleFlagsOutput = (
  args: args.GetStaleFlagsOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getStaleFlags", args, opts);
