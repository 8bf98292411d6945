import type * as pulumi from "@pulumi/pulumi";
import type { InsightsChart } from "../../model/chart.js";
import { invokeOutput, invokePlain, type FunctionOptions } from "../invoke.js";
import type * as args from "./chartArgs.js";

/**
 * Gets the chart of how often applications were deployed.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getDeploymentFrequency: (args?: args.GetDeploymentFrequencyArgs) => Promise<InsightsChart> = (
  args = {},
  options?: unknown,
) => invokePlain("getDeploymentFrequency", args, options);

/** Gets the chart of {@link getDeploymentFrequency}, but takes Inputs. */
export const getDeploymentFrequencyOutput = (
  args: args.GetDeploymentFrequencyOutputArgs = {},
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getDeploymentFrequency", args, opts);

/**
 * Gets the chart of how long changes took from the first commit to the end of a deployment.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getLeadTime: (args: args.GetLeadTimeArgs) => Promise<InsightsChart> = (args, options?: unknown) =>
  invokePlain("getLeadTime", args, options);

/** Gets the chart of {@link getLeadTime}, but takes Inputs. */
export const getLeadTimeOutput = (
  args: args.GetLeadTimeOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getLeadTime", args, opts);

/**
 * Gets the chart of how often flags were changed for users.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getReleaseFrequency: (args: args.GetReleaseFrequencyArgs) => Promise<InsightsChart> = (
  args,
  options?: unknown,
) => invokePlain("getReleaseFrequency", args, options);

/** Gets the chart of {@link getReleaseFrequency}, but takes Inputs. */
export const getReleaseFrequencyOutput = (
  args: args.GetReleaseFrequencyOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getReleaseFrequency", args, opts);

/**
 * Gets the chart of how many flags are in each status.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getFlagStatus: (args: args.GetFlagStatusArgs) => Promise<InsightsChart> = (args, options?: unknown) =>
  invokePlain("getFlagStatus", args, options);

/** Gets the chart of {@link getFlagStatus}, but takes Inputs. */
export const getFlagStatusOutput = (
  args: args.GetFlagStatusOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getFlagStatus", args, opts);

/**
 * Gets the chart of which flags are stale.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-charts-beta
 */
export const getStaleFlags: (args: args.GetStaleFlagsArgs) => Promise<InsightsChart> = (args, options?: unknown) =>
  invokePlain("getStaleFlags", args, options);

/** Gets the chart of {@link getStaleFlags}, but takes Inputs. */
export const getStaleFlagsOutput = (
  args: args.GetStaleFlagsOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightsChart> => invokeOutput("getStaleFlags", args, opts);
