import { eventIdOf, type EventProperties } from "../model/deploymentEvent.js";
import type { GroupProperties } from "../model/insightGroup.js";
import type { Association } from "../model/repositoryProject.js";

/** One call of Pulumi's, of a program's or of the command line's, as messages name it. */
export interface Operation {
  /** Who started it; a resource if absent. */
  readonly by?: "function" | "command";
  /** The namespace of the settings in stack config. */
  readonly namespace?: string;
  readonly verb: "create" | "import" | "read" | "update" | "delete" | "list";
  readonly object: string;
  /** The group that was asked for, if any. */
  readonly asked?: GroupProperties;
  /** What the user can check if LaunchDarkly knows no such object. Default: its key. */
  readonly identifiedBy?: string;
  /** What to do if LaunchDarkly does not know what it belongs to. */
  readonly requires?: string;
}

export const describeGroup = (key: string): string => `insight group "${key}"`;

export const describeAssociation = ({ repositoryKey, projectKey }: Association): string =>
  `association of repository "${repositoryKey}" with project "${projectKey}"`;

/** @param id The id in state; default: made of the arguments. */
export const describeEvent = (verb: Operation["verb"], event: EventProperties, id = eventIdOf(event)): Operation => ({
  verb,
  object: `deployment event "${id}"`,
  requires: `Check that project "${String(event.projectKey)}" exists and has an environment "${String(event.environmentKey)}".`,
});

export const rerun = ({ by }: Operation): string => (by === undefined ? "`pulumi up`" : "this");

/** The name of the setting of the host: the command line has no stack. */
export const hostSetting = ({ by, namespace = "launchdarkly" }: Operation): string =>
  by === "command" ? "LAUNCHDARKLY_API_HOST" : `${namespace}:apiHost`;

/** How to replace a resource. With the plugin, nothing but the option makes the engine delete the old one first. */
export const replacement = ({ namespace }: Operation): string =>
  `\`pulumi up --target-replace <urn>\`${namespace === "launchdarkly-insights" ? " and its option `deleteBeforeReplace`" : ""}`;
