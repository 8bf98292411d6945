import type { GroupProperties } from "../model/insightGroup.js";

/** What was being done when an error came. */
export interface Operation {
  /** Who asked; the resource, if it is left out. */
  readonly by?: "function" | "command";
  readonly verb: "create" | "import" | "read" | "update" | "delete" | "list";
  readonly object: string;
  /** What was asked for, where something was. */
  readonly asked?: GroupProperties;
}

/** @param key The id, or the key that was to become one. */
export const describeGroup = (key: string): string => `insight group "${key}"`;

export const rerun = ({ by }: Operation): string => (by === undefined ? "`pulumi up`" : "this");

/** Where the host is set: the command line knows no stack. */
export const hostSetting = ({ by }: Operation): string =>
  by === "command" ? "LAUNCHDARKLY_API_HOST" : "launchdarkly:apiHost";
