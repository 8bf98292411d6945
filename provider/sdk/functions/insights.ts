import type * as pulumi from "@pulumi/pulumi";
import type { InsightGroupScores, InsightScores, Period } from "../../model/insightScores.js";
import { invokeOutput, invokePlain, type FunctionOptions, type InputsOf } from "../invoke.js";

/** The arguments of {@link getInsightGroup}. */
export interface GetInsightGroupArgs {
  /** The key of the group. */
  readonly key: string;
  /**
   * Whether to return the scores of the group as well.
   * @default false
   */
  readonly expandScores?: boolean | undefined;
}

/** The arguments of {@link getInsightGroupOutput}. */
export type GetInsightGroupOutputArgs = InputsOf<GetInsightGroupArgs>;

/** The current state of an insight group in LaunchDarkly. */
export interface GetInsightGroupResult {
  /** The display name. */
  readonly name: string;
  /** The key, unique in the account. */
  readonly key: string;
  /** The key of the project. */
  readonly projectKey: string;
  /** The key of the environment. */
  readonly environmentKey: string;
  /** The keys of the applications, sorted and without duplicates; absent for all applications. */
  readonly applicationKeys?: readonly string[];
  /** The time at which LaunchDarkly created the group, in epoch milliseconds. */
  readonly createdAt: number;
}

/** An insight group with its scores. */
export interface ScoredInsightGroup extends GetInsightGroupResult {
  /** The scores of the group, by metric. */
  readonly scores: InsightGroupScores;
  /** The periods that the scores cover. */
  readonly scoreMetadata?: { readonly period: Period; readonly lastPeriod: Period } | undefined;
}

/** The arguments of {@link getInsightGroups}. Without arguments, it returns all groups of the account. */
export interface GetInsightGroupsArgs {
  /** Returns only groups whose name matches, as LaunchDarkly's search does. */
  readonly query?: string | undefined;
  /** Returns only groups of the project with this key. */
  readonly projectKey?: string | undefined;
  /** Returns only groups of environments with this key. */
  readonly environmentKey?: string | undefined;
}

/** The arguments of {@link getInsightGroupsOutput}. */
export type GetInsightGroupsOutputArgs = InputsOf<GetInsightGroupsArgs>;

/** The arguments of {@link getInsightScores}. */
export interface GetInsightScoresArgs {
  /** The key of the project. */
  readonly projectKey: string;
  /** The key of an environment of the project. */
  readonly environmentKey: string;
  /**
   * The keys of the applications that the scores include. An empty list means all applications.
   * @default all applications
   */
  readonly applicationKeys?: readonly string[] | undefined;
}

/** The arguments of {@link getInsightScoresOutput}. */
export type GetInsightScoresOutputArgs = InputsOf<GetInsightScoresArgs>;

/**
 * Gets an insight group by its key, with its scores if `expandScores` is true. The stack does not manage the group.
 *
 * Sends one request in each preview and update, configured like the resources. Fails if there is no such group.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export function getInsightGroup(
  args: GetInsightGroupArgs & { readonly expandScores: true },
): Promise<ScoredInsightGroup>;
export function getInsightGroup(args: GetInsightGroupArgs): Promise<GetInsightGroupResult>;
export function getInsightGroup(args: GetInsightGroupArgs, options?: unknown): Promise<GetInsightGroupResult> {
  return invokePlain("getInsightGroup", args, options);
}

/**
 * Gets an insight group as {@link getInsightGroup} does, but takes Inputs. If they come from a resource that does not exist
 * yet, the result is unknown in the preview.
 */
export function getInsightGroupOutput(
  args: GetInsightGroupOutputArgs & { readonly expandScores: true },
  opts?: FunctionOptions,
): pulumi.Output<ScoredInsightGroup>;
export function getInsightGroupOutput(
  args: GetInsightGroupOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<GetInsightGroupResult>;
export function getInsightGroupOutput(args: GetInsightGroupOutputArgs, opts?: FunctionOptions) {
  return invokeOutput<GetInsightGroupResult>("getInsightGroup", args, opts);
}

/**
 * Lists the insight groups of the account that match, sorted by key. They do not become part of the stack.
 *
 * Sends one request for every 20 groups, of all projects, in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export const getInsightGroups: (args?: GetInsightGroupsArgs) => Promise<readonly GetInsightGroupResult[]> = (
  args = {},
  options?: unknown,
) => invokePlain("getInsightGroups", args, options);

/** Lists insight groups as {@link getInsightGroups} does, but takes Inputs. */
export const getInsightGroupsOutput = (
  args: GetInsightGroupsOutputArgs = {},
  opts?: FunctionOptions,
): pulumi.Output<readonly GetInsightGroupResult[]> => invokeOutput("getInsightGroups", args, opts);

/**
 * Gets the scores of an environment, for all its applications or for some of them. No group is required.
 *
 * Sends one request in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export const getInsightScores: (args: GetInsightScoresArgs) => Promise<InsightScores> = (args, options?: unknown) =>
  invokePlain("getInsightScores", args, options);

/** Gets scores as {@link getInsightScores} does, but takes Inputs. */
export const getInsightScoresOutput = (
  args: GetInsightScoresOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightScores> => invokeOutput("getInsightScores", args, opts);
