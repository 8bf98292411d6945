import type * as pulumi from "@pulumi/pulumi";
import { repositoryProjectConstant } from "../state.js";
import { DynamicResource } from "./dynamicResource.js";

/** The arguments of a {@link RepositoryProject}. */
export interface RepositoryProjectArgs {
  /**
   * The key of the repository, `owner/name`. LaunchDarkly's GitHub app must have access to it. A change replaces the
   * association: the new one is created first.
   */
  readonly repositoryKey: pulumi.Input<string>;
  /**
   * The key of the project: letters, digits, `_`, `.` and `-`. A change replaces the association: the new one is created
   * first.
   */
  readonly projectKey: pulumi.Input<string>;
}

/**
 * Associates a repository with a project of LaunchDarkly Engineering Insights, which then relates pull requests of the
 * repository to deployments of the project.
 *
 * LaunchDarkly also creates associations itself when it receives a deployment or code references. An association that
 * exists becomes part of the stack, and one that was deleted may come back.
 *
 * @see https://launchdarkly.com/docs/api/insights-repositories-beta
 */
export class RepositoryProject extends DynamicResource {
  /** The key of the repository. */
  declare readonly repositoryKey: pulumi.Output<string>;
  /** The key of the project. */
  declare readonly projectKey: pulumi.Output<string>;

  /**
   * Gets an existing association that this stack does not manage. The deployment fails if there is none.
   *
   * @param name The unique name of the resulting resource.
   * @param id `repositoryKey:projectKey`, such as `acme/web:shop`.
   * @param opts Options to control the resource's behavior.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RepositoryProject {
    // A resource that is only read has no arguments.
    return new RepositoryProject(name, {} as RepositoryProjectArgs, { ...opts, id });
  }

  /**
   * Creates a RepositoryProject resource with the given unique name, arguments, and options.
   *
   * @param name The unique name of the resource.
   * @param args The arguments to use to populate this resource's properties.
   * @param opts Options to control the resource's behavior. With `import`, which must be the id, the association must
   * already exist.
   */
  constructor(name: string, args: RepositoryProjectArgs, opts: pulumi.CustomResourceOptions = {}) {
    super("RepositoryProject", repositoryProjectConstant, name, { ...outputs, ...args }, opts);
  }
}

const outputs = { repositoryKey: undefined, projectKey: undefined };
