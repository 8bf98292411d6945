import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { Numeric } from "../lib/lenientCodecs.js";

/** The references to a flag that a pull request or a deployment changes. */
export interface FlagReference {
  readonly projectKey: string;
  readonly flagKey: string;
  /** Undefined if LaunchDarkly returns none. */
  readonly referencesAdded?: number | undefined;
  /** Undefined if LaunchDarkly returns none. */
  readonly referencesRemoved?: number | undefined;
}
export const FlagReference: t.Type<FlagReference, unknown> = exactObject(
  "FlagReference",
  { projectKey: t.string, flagKey: t.string },
  { referencesAdded: Numeric, referencesRemoved: Numeric },
);
