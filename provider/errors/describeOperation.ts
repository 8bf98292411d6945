import { eventIdOf, type EventProperties } from "../model/deploymentEvent.js";
import type { GroupProperties } from "../model/insightGroup.js";
import type { Association } from "../model/repositoryProject.js";

/** An operation of the engine, a program or the command line, as messages name it. */
export interface Operation {
  /** The caller. Default: a resource. */
  readonly by?: "function" | "command";
  /** The namespace of the settings in stack config. */
  readonly namespace?: string;
  readonly verb: "create" | "import" | "read" | "update" | "delete" | "list";
  readonly object: string;
  /** The requested group, if any. */
  readonly asked?: GroupProperties;
  /** The argument to check if there is no such object. Default: the key. */
  readonly identifiedBy?: string;
  /** The advice if LaunchDarkly does not find what the object belongs to. */
  readonly requires?: string;
}

export const describeGroup = (key: string): string => `insight group "${key}"`;

export const describeAssociation = ({ repositoryKey, projectKey }: Association): string =>
  `association of repository "${repositoryKey}" with project "${projectKey}"`;

/** @param id The id in state; default: derived from the arguments. */
export const describeEvent = (verb: Operation["verb"], event: EventProperties, id = eventIdOf(event)): Operation => ({
  verb,
  object: `deployment event "${id}"`,
  requires: `Check that project "${String(event.projectKey)}" exists and has an environment "${String(event.environmentKey)}".`,
});

export const rerun = ({ by }: Operation): string => (by === undefined ? "`pulumi up`" : "this");

/** Returns the name of the host setting. The command line has no stack config. */
export const hostSetting = ({ by, namespace = "launchdarkly" }: Operation): string =>
  by === "command" ? "LAUNCHDARKLY_API_HOST" : `${namespace}:apiHost`;

/** How to replace a resource. With the plugin, nothing but the option makes the engine delete the old one first. */
export const replacement = ({ namespace }: Operation): string =>
  `\`pulumi up --target-replace <urn>\`${namespace === "launchdarkly-insights" ? " and its option `deleteBeforeReplace`" : ""}`;
