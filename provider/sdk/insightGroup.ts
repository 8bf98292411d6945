import * as pulumi from "@pulumi/pulumi";
import { importOption } from "../state.js";
import { pin, stub } from "./constantProvider.js";

/** The arguments of an {@link InsightGroup}. */
export interface InsightGroupArgs {
  /**
   * The display name, shown in LaunchDarkly. Not empty. A change updates the group in place.
   */
  readonly name: pulumi.Input<string>;
  /**
   * The key, unique in the account, and the resource's id. No rule for it is documented; white space, control characters
   * and `/` are refused. A change replaces the group: the old one is deleted first.
   */
  readonly key: pulumi.Input<string>;
  /**
   * The key of the project. Letters, digits, `_`, `.` and `-`. A change replaces the group: the old one is deleted first.
   */
  readonly projectKey: pulumi.Input<string>;
  /**
   * The key of an environment of that project. Letters, digits, `_`, `.` and `-`. A change replaces the group: the old one
   * is deleted first.
   */
  readonly environmentKey: pulumi.Input<string>;
  /**
   * The keys of the applications whose data the group includes, in any order. Absent, null or empty: all applications.
   * A change updates the group in place.
   * @default all applications
   */
  readonly applicationKeys?: pulumi.Input<readonly pulumi.Input<string>[] | null | undefined>;
}

/**
 * An insight group of LaunchDarkly's Engineering Insights: the scores of one environment of a project, for some of its
 * applications or for all.
 *
 * The key is unique in the account, so that a replacement deletes before it creates (`deleteBeforeReplace`, which the
 * options can override). `customTimeouts` has no effect: the SDK does not pass it on.
 *
 * @see https://launchdarkly.com/docs/api/insights-scores-beta
 */
export class InsightGroup extends pulumi.dynamic.Resource {
  /** The display name. */
  declare readonly name: pulumi.Output<string>;
  /** The key, which is also the id. */
  declare readonly key: pulumi.Output<string>;
  /** The key of the project. */
  declare readonly projectKey: pulumi.Output<string>;
  /** The key of the environment. */
  declare readonly environmentKey: pulumi.Output<string>;
  /** The keys of the applications, sorted and without duplicates; undefined for all applications. */
  declare readonly applicationKeys: pulumi.Output<readonly string[] | undefined>;
  /** When LaunchDarkly created the group, in epoch milliseconds. */
  declare readonly createdAt: pulumi.Output<number>;

  /**
   * Looks up a group that this stack does not manage.
   *
   * @param name The resource's name in the stack.
   * @param id The group's key. If there is no such group, the deployment fails.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): InsightGroup {
    // A resource that is read has no arguments.
    return new InsightGroup(name, {} as InsightGroupArgs, { ...opts, id });
  }

  /**
   * Declares an insight group: the scores of one environment of a project, for some of its applications or for all.
   *
   * @param name The resource's name in the stack.
   * @param args What the group is to be.
   * @param opts Pulumi's options. `deleteBeforeReplace` is true unless given. `import`, which can only be the key, brings
   * an existing group into the stack: it must be exactly as declared, and the preview calls it a create.
   */
  constructor(name: string, args: InsightGroupArgs, opts: pulumi.CustomResourceOptions = {}) {
    const { import: imported, ...others } = opts;
    super(
      stub,
      name,
      // The SDK makes an output of every property it finds here; the arguments come last, so that check sees them all.
      { ...outputs, ...args, ...(imported ? { [importOption]: imported } : {}) },
      {
        ...others,
        deleteBeforeReplace: opts.deleteBeforeReplace ?? true,
        transformations: [...(opts.transformations ?? []), pin],
      },
      "launchdarkly",
      "InsightGroup",
    );
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
