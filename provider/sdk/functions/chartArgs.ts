import type { OpenUnion } from "../../model/openUnion.js";
import type { InputsOf } from "../invoke.js";
import type { ApplicationArgs, EnvironmentArgs, WindowArgs } from "./selection.js";

interface BucketArgs extends WindowArgs {
  /**
   * How the window is divided: into buckets of `bucketMs`, hours or days.
   * @default "rolling"
   */
  readonly bucketType?: OpenUnion<"rolling" | "hour" | "day"> | undefined;
  /**
   * Length of a bucket, in milliseconds.
   * @default 86400000, a day
   */
  readonly bucketMs?: number | undefined;
}

interface MetricsArgs {
  /**
   * Whether to return the rating of the chart.
   * @default false
   */
  readonly expandMetrics?: boolean | undefined;
}

/** The arguments of `getDeploymentFrequency`. */
export interface GetDeploymentFrequencyArgs extends ApplicationArgs, BucketArgs, MetricsArgs {
  /**
   * The key of a project.
   * @default all projects
   */
  readonly projectKey?: string | undefined;
  /**
   * The key of an environment.
   * @default all environments
   */
  readonly environmentKey?: string | undefined;
  /**
   * The property by which the chart is split into series.
   * @default one series
   */
  readonly groupBy?: OpenUnion<"application" | "kind"> | undefined;
}

/** The arguments of `getLeadTime`. */
export interface GetLeadTimeArgs extends ApplicationArgs, BucketArgs, MetricsArgs {
  /** The key of the project. */
  readonly projectKey: string;
  /**
   * The key of an environment of the project.
   * @default all environments
   */
  readonly environmentKey?: string | undefined;
  /**
   * The property by which the chart is split into series.
   * @default "stage"
   */
  readonly groupBy?: OpenUnion<"application" | "stage"> | undefined;
  /**
   * Whether to return percentiles. LaunchDarkly does not document their form.
   * @default false
   */
  readonly expandPercentiles?: boolean | undefined;
}

/** The arguments of `getReleaseFrequency`. */
export interface GetReleaseFrequencyArgs extends EnvironmentArgs, BucketArgs, MetricsArgs {
  /**
   * The property by which the chart is split into series.
   * @default one series
   */
  readonly groupBy?: OpenUnion<"impact"> | undefined;
  /** Counts only releases with experiments (true) or without (false). */
  readonly hasExperiments?: boolean | undefined;
  /**
   * Whether to count global releases.
   * @default "include"
   */
  readonly global?: OpenUnion<"include" | "exclude"> | undefined;
}

/** The arguments of `getFlagStatus`. */
export type GetFlagStatusArgs = EnvironmentArgs;

/** The arguments of `getStaleFlags`. */
export interface GetStaleFlagsArgs extends EnvironmentArgs, MetricsArgs {
  /**
   * The property by which the chart is split into series.
   * @default one series
   */
  readonly groupBy?: OpenUnion<"maintainer"> | undefined;
  /** Counts only flags that these members maintain, by their ids. */
  readonly maintainerIds?: readonly string[] | undefined;
  /** Counts only flags that these teams maintain, by their keys. */
  readonly maintainerTeamKeys?: readonly string[] | undefined;
}

export type GetDeploymentFrequencyOutputArgs = InputsOf<GetDeploymentFrequencyArgs>;
export type GetLeadTimeOutputArgs = InputsOf<GetLeadTimeArgs>;
export type GetReleaseFrequencyOutputArgs = InputsOf<GetReleaseFrequencyArgs>;
export type GetFlagStatusOutputArgs = InputsOf<GetFlagStatusArgs>;
export type GetStaleFlagsOutputArgs = InputsOf<GetStaleFlagsArgs>;
