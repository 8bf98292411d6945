import type * as pulumi from "@pulumi/pulumi";
import type { FlagEvent, FlagEventImpact } from "../../model/flagEvent.js";
import type { OpenUnion } from "../../model/openUnion.js";
import { invokeOutput, invokePlain, type FunctionOptions, type InputsOf } from "../invoke.js";
import type { EnvironmentArgs, LimitArgs, WindowArgs } from "./selection.js";

/** The arguments of {@link getFlagEvents}. */
export interface GetFlagEventsArgs extends EnvironmentArgs, WindowArgs, LimitArgs {
  /** Returns only events of flags whose key matches, as LaunchDarkly's search does. */
  readonly query?: string | undefined;
  /** Returns only events with an impact of this size. */
  readonly impactSize?: FlagEventImpact["size"];
  /** Returns only events with experiments (true) or without (false). */
  readonly hasExperiments?: boolean | undefined;
  /**
   * Whether to include global events.
   * @default "include"
   */
  readonly global?: OpenUnion<"include" | "exclude"> | undefined;
  /**
   * Whether to return the e-mail address and the name of the member who caused an event. Results that a program exports
   * are stored in state in plain text.
   * @default false: only the id of the member
   */
  readonly includeMembers?: boolean | undefined;
  /**
   * Whether to return the experiments of an event.
   * @default false
   */
  readonly expandExperiments?: boolean | undefined;
}

/** The arguments of {@link getFlagEventsOutput}. */
export type GetFlagEventsOutputArgs = InputsOf<GetFlagEventsArgs>;

/**
 * Lists the changes of flags in an environment, the newest first.
 *
 * Sends one request for each 100 events in each preview and update.
 *
 * @see https://launchdarkly.com/docs/api/insights-flag-events-beta
 */
export const getFlagEvents: (args: GetFlagEventsArgs) => Promise<readonly FlagEvent[]> = (args, options?: unknown) =>
  invokePlain("getFlagEvents", args, options);

/** Lists flag events as {@link getFlagEvents} does, but takes Inputs. */
export const getFlagEventsOutput = (
  args: GetFlagEventsOutputArgs,
  opts?: FunctionOptions,
): pulumi.Output<readonly FlagEvent[]> => invokeOutput("getFlagEvents", args, opts);
