import type { Described } from "./model.js";

/** What was being done when an error came. */
export interface Subject {
  readonly verb: "create" | "import" | "read" | "update" | "delete" | "list";
  readonly object: string;
  /** What was asked for, where something was. */
  readonly asked?: Described;
}

/** @param key The id, or the key that was to become one. */
export const groupOf = (key: string): string => `insight group "${key}"`;

/** A list is read by programs and by the command line. */
export const rerun = ({ verb }: Subject): string => (verb === "list" ? "this" : "`pulumi up`");
