import type * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { listOf, Numeric } from "../lib/lenientCodecs.js";

/** A list inside another object. */
export interface Collection<A> {
  /** The number of items that LaunchDarkly counts. */
  readonly totalCount: number;
  readonly items: readonly A[];
}

export const collectionOf = <A>(codec: t.Type<A, unknown>): t.Type<Collection<A>, unknown> =>
  exactObject(`Collection<${codec.name}>`, { totalCount: Numeric, items: listOf(codec) }, {});
