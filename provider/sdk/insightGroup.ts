import type * as pulumi from "@pulumi/pulumi";
import { insightGroupConstant } from "../state.js";
import { DynamicResource } from "./dynamicResource.js";

/** The arguments of an {@link InsightGroup}. */
export interface InsightGroupArgs {
  /** The display name. Must not be empty. A change updates the group in place. */
  readonly name: pulumi.Input<string>;
  /**
   * The key, unique in the account, and the id of the resource. LaunchDarkly documents no rule for it; white space,
   * control characters and `/` are rejected. A change replaces the group: the old group is deleted first.
   */
  readonly key: pulumi.Input<string>;
  /**
   * The key of the project: letters, digits, `_`, `.` and `-`. A change replaces the group: the old group is deleted first.
   */
  readonly projectKey: pulumi.Input<string>;
  /**
   * The key of an environment of the project: letters, digits, `_`, `.` and `-`. A change replaces the group: the old group
   * is deleted first.
   */
  readonly environmentKey: pulumi.Input<string>;
  /**
   * The keys of the applications whose data the group includes, in any order. Null or an empty list means all applications.
   * A change updates the group in place.
   * @default all applications
   */
  readonly applicationKeys?: pulumi.Input<readonly pulumi.Input<string>[] | null | undefined>;
}

/**
 * Manages an insight group of LaunchDarkly Engineering Insights: the scores of one environment of a project, for all its
 * applications or for some of them.
 *
 * A replacement deletes the old group before it creates the new one, because a key is unique in the account; the option
 * `deleteBeforeReplace` overrides this. `customTimeouts` has no effect: set the `deadline` of the provider.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export class InsightGroup extends DynamicResource {
  /** The display name. */
  declare readonly name: pulumi.Output<string>;
  /** The key, which is also the id. */
  declare readonly key: pulumi.Output<string>;
  /** The key of the project. */
  declare readonly projectKey: pulumi.Output<string>;
  /** The key of the environment. */
  declare readonly environmentKey: pulumi.Output<string>;
  /** The keys of the applications, sorted and without duplicates; absent for all applications. */
  declare readonly applicationKeys: pulumi.Output<readonly string[] | undefined>;
  /** The time at which LaunchDarkly created the group, in epoch milliseconds. */
  declare readonly createdAt: pulumi.Output<number>;

  /**
   * Gets an existing insight group that this stack does not manage. The deployment fails if there is no such group.
   *
   * @param name The unique name of the resulting resource.
   * @param id The key of the group.
   * @param opts Options to control the resource's behavior.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): InsightGroup {
    // A resource that is only read has no arguments.
    return new InsightGroup(name, {} as InsightGroupArgs, { ...opts, id });
  }

  /**
   * Creates an InsightGroup resource with the given unique name, arguments, and options.
   *
   * @param name The unique name of the resource.
   * @param args The arguments to use to populate this resource's properties.
   * @param opts Options to control the resource's behavior. `deleteBeforeReplace` defaults to true. `import` must be the
   * key: the existing group must be exactly as declared, and the preview shows the import as a create.
   */
  constructor(name: string, args: InsightGroupArgs, opts: pulumi.CustomResourceOptions = {}) {
    const deleteBeforeReplace = opts.deleteBeforeReplace ?? true;
    super("InsightGroup", insightGroupConstant, name, { ...outputs, ...args }, { ...opts, deleteBeforeReplace });
  }
}

const outputs = {
  name: undefined,
  key: undefined,
  projectKey: undefined,
  environmentKey: undefined,
  applicationKeys: undefined,
  createdAt: undefined,
};
