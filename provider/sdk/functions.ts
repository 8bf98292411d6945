import type * as pulumi from "@pulumi/pulumi";
import { invokeOutput, invokePlain, type FunctionOptions, type InputsOf } from "./invoke.js";
import type { InsightGroupScores, InsightScores, Period } from "../model/insightScores.js";

/** The arguments of {@link getInsightGroup}. */
export interface GetInsightGroupArgs {
  /** The group's key. */
  readonly key: string;
  /**
   * Whether the scores of the group come along.
   * @default false
   */
  readonly expandScores?: boolean | undefined;
}

/** The arguments of {@link getInsightGroupOutput}. */
export type GetInsightGroupOutputArgs = InputsOf<GetInsightGroupArgs>;

/** An insight group as LaunchDarkly has it now. */
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
  /** When LaunchDarkly created the group, in epoch milliseconds. */
  readonly createdAt: number;
}

/** An insight group with its scores. */
export interface ScoredInsightGroup extends GetInsightGroupResult {
  /** The scores of the group, by metric. */
  readonly scores: InsightGroupScores;
  /** What the scores were measured over. */
  readonly scoreMetadata?: { readonly period: Period; readonly lastPeriod: Period } | undefined;
}

/** The arguments of {@link getInsightGroups}: without any, all groups of the account. */
export interface GetInsightGroupsArgs {
  /** Only groups whose name matches, in LaunchDarkly's own way. */
  readonly query?: string | undefined;
  /** Only groups of this project. */
  readonly projectKey?: string | undefined;
  /** Only groups of environments with this key. */
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
   * The keys of the applications whose data counts. Absent or empty: all applications.
   * @default all applications
   */
  readonly applicationKeys?: readonly string[] | undefined;
}

/** The arguments of {@link getInsightScoresOutput}. */
export type GetInsightScoresOutputArgs = InputsOf<GetInsightScoresArgs>;

/**
 * The insight group with this key, with its scores if `expandScores` is true. It is not part of the stack.
 *
 * Asks LaunchDarkly once in each preview and update, with the configuration of the resource. Rejects if there is no such
 * group, and with the same messages as the resource; the program then ends with that message.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export function getInsightGroup(
  args: GetInsightGroupArgs & { readonly expandScores: true },
): Promise<ScoredInsightGroup>;
export function getInsightGroup(args: GetInsightGroupArgs): Promise<GetInsightGroupResult>;
export function getInsightGroup(args: GetInsightGroupArgs, more?: unknown): Promise<GetInsightGroupResult> {
  return invokePlain("getInsightGroup", args, more);
}

/**
 * {@link getInsightGroup} with Inputs. If they come from a resource that does not exist yet, the result is unknown in the
 * preview.
 */
export function getInsightGroupOutput(
  args: GetInsightGroupOutputArgs & { readonly expandScores: true },
  opts?: FunctionOptions,
): pulumi.Output<ScoredInsightGroup>;
export function getInsightGroupOutput(
  args: GetInsightGroupOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<GetInsightGroupResult>;
export function getInsightGroupOutput(
  args: GetInsightGroupOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<GetInsightGroupResult> {
  return invokeOutput("getInsightGroup", args, opts);
}

/**
 * All insight groups of the account that match, in the order of their keys. They are not part of the stack.
 *
 * Asks LaunchDarkly for 20 groups at a time, of all projects, in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export function getInsightGroups(args?: GetInsightGroupsArgs): Promise<readonly GetInsightGroupResult[]>;
export function getInsightGroups(
  args: GetInsightGroupsArgs = {},
  more?: unknown,
): Promise<readonly GetInsightGroupResult[]> {
  return invokePlain("getInsightGroups", args, more);
}

/** {@link getInsightGroups} with Inputs. */
export const getInsightGroupsOutput = (
  args: GetInsightGroupsOutputArgs = {},
  opts?: FunctionOptions,
): pulumi.Output<readonly GetInsightGroupResult[]> => invokeOutput("getInsightGroups", args, opts);

/**
 * The scores of an environment, of all applications or of some, whether or not there is a group for them.
 *
 * Asks LaunchDarkly once in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export function getInsightScores(args: GetInsightScoresArgs): Promise<InsightScores>;
export function getInsightScores(args: GetInsightScoresArgs, more?: unknown): Promise<InsightScores> {
  return invokePlain("getInsightScores", args, more);
}

/** {@link getInsightScores} with Inputs. */
export const getInsightScoresOutput = (
  args: GetInsightScoresOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<InsightScores> => invokeOutput("getInsightScores", args, opts);
