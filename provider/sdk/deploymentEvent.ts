import type * as pulumi from "@pulumi/pulumi";
import type { ApplicationKind, EventType } from "../model/deploymentEvent.js";
import type { JsonObject } from "../lib/json.js";
import { deploymentEventConstant } from "../state.js";
import { DynamicResource } from "./dynamicResource.js";

/** The arguments of a {@link DeploymentEvent}. A change of any argument records a new event. */
export interface DeploymentEventArgs {
  /** The key of the project: letters, digits, `_`, `.` and `-`. A change records a new event. */
  readonly projectKey: pulumi.Input<string>;
  /** The key of an environment of the project, written like `projectKey`. A change records a new event. */
  readonly environmentKey: pulumi.Input<string>;
  /**
   * The key of the application, typically the name of its repository without the owner. LaunchDarkly creates an
   * application for each new key. White space, control characters and `/` are rejected. A change records a new event.
   */
  readonly applicationKey: pulumi.Input<string>;
  /**
   * The deployed version: letters, digits, `.`, `-` and `_`. LaunchDarkly links pull requests only to a tag or to at least
   * the first seven characters of a commit SHA. A change records a new event.
   */
  readonly version: pulumi.Input<string>;
  /**
   * The type of the event. LaunchDarkly pairs `started` with `finished` or `failed` to measure its duration. A change
   * records a new event.
   * @default finished
   */
  readonly eventType?: pulumi.Input<EventType | null | undefined>;
  /**
   * The display name of the application, not empty. A change records a new event.
   * @default LaunchDarkly chooses it
   */
  readonly applicationName?: pulumi.Input<string | null | undefined>;
  /**
   * The kind of the application. A change records a new event.
   * @default server, which LaunchDarkly fills in
   */
  readonly applicationKind?: pulumi.Input<ApplicationKind | null | undefined>;
  /**
   * The display name of the version, not empty. A change records a new event.
   * @default LaunchDarkly chooses it
   */
  readonly versionName?: pulumi.Input<string | null | undefined>;
  /**
   * The time of the event, in epoch milliseconds. A change records a new event.
   * @default the time at which Pulumi creates the resource, the same in each retry: see `recordedAt`
   */
  readonly eventTime?: pulumi.Input<number | null | undefined>;
  /**
   * Any JSON object about the event. The order of its members does not matter. A change records a new event.
   * @default none
   */
  readonly eventMetadata?: pulumi.Input<JsonObject | null | undefined>;
  /**
   * Any JSON object about the deployment. The order of its members does not matter. A change records a new event.
   * @default none
   */
  readonly deploymentMetadata?: pulumi.Input<JsonObject | null | undefined>;
}

/**
 * Records a deployment event in LaunchDarkly Engineering Insights. Use `dependsOn` to record it after the deployment.
 *
 * An event is a fact that LaunchDarkly neither changes nor deletes. A change of any argument replaces the resource: the
 * provider records a new event, and the old event stays in LaunchDarkly. Deleting the resource removes it only from the stack.
 * Two resources with the same arguments record two events.
 *
 * @see https://launchdarkly.com/docs/api/insights-deployments-beta
 */
export class DeploymentEvent extends DynamicResource {
  /** The key of the project. */
  declare readonly projectKey: pulumi.Output<string>;
  /** The key of the environment. */
  declare readonly environmentKey: pulumi.Output<string>;
  /** The key of the application. */
  declare readonly applicationKey: pulumi.Output<string>;
  /** The deployed version. */
  declare readonly version: pulumi.Output<string>;
  /** The type of the event. */
  declare readonly eventType: pulumi.Output<EventType>;
  /** The display name of the application. */
  declare readonly applicationName: pulumi.Output<string | undefined>;
  /** The kind of the application. */
  declare readonly applicationKind: pulumi.Output<ApplicationKind | undefined>;
  /** The display name of the version. */
  declare readonly versionName: pulumi.Output<string | undefined>;
  /** The time of the event if the program sets it, in epoch milliseconds. */
  declare readonly eventTime: pulumi.Output<number | undefined>;
  /** The JSON object about the event. */
  declare readonly eventMetadata: pulumi.Output<JsonObject | undefined>;
  /** The JSON object about the deployment. */
  declare readonly deploymentMetadata: pulumi.Output<JsonObject | undefined>;
  /** The time of the event that the provider sent, in epoch milliseconds. */
  declare readonly recordedAt: pulumi.Output<number>;

  /**
   * Creates a DeploymentEvent resource with the given unique name, arguments, and options.
   *
   * @param name The unique name of the resource.
   * @param args The arguments to use to populate this resource's properties.
   * @param opts Options to control the resource's behavior. `import` is rejected: an event has no id in LaunchDarkly.
   */
  constructor(name: string, args: DeploymentEventArgs, opts: pulumi.CustomResourceOptions = {}) {
    super("DeploymentEvent", deploymentEventConstant, name, { ...outputs, ...args }, opts);
  }
}

const outputs = {
  projectKey: undefined,
  environmentKey: undefined,
  applicationKey: undefined,
  version: undefined,
  eventType: undefined,
  applicationName: undefined,
  applicationKind: undefined,
  versionName: undefined,
  eventTime: undefined,
  eventMetadata: undefined,
  deploymentMetadata: undefined,
  recordedAt: undefined,
};
