import * as t from "io-ts";
import { lenient } from "../lib/lenientCodecs.js";
import { nullable } from "../lib/nullable.js";
import { InsightGroup, ListedInsightGroup } from "../model/insightGroup.js";

/** Maximum number of groups on a page. */
export const pageSize = 20;

/** Returns the offsets of the pages after the first. @param step Smaller than the page size if pages must overlap. */
export const followingOffsets = (totalCount: number, step = pageSize): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((totalCount - pageSize) / step)) }, (_, index) => (index + 1) * step);

/** More groups than an account can have, and few enough to hold the offsets of their pages in memory. */
const maxGroups = 1_000_000;

const Count: t.Type<number, unknown> = new t.Type(
  `a whole number from 0 to ${String(maxGroups)}`,
  (u): u is number => Number.isInteger(u) && Number(u) >= 0 && Number(u) <= maxGroups,
  (u, context) => (Count.is(u) ? t.success(u) : t.failure(u, context)),
  (count) => count,
);

/** Reports problems by the key of the group, because its position on a page means nothing to users. */
const Named = new t.Type<ListedInsightGroup, unknown>(
  "InsightGroup",
  ListedInsightGroup.is,
  (u, context) => {
    const entry = context.at(-1);
    const isNamed = t.type({ key: t.string }).is(u) && entry !== undefined;
    return ListedInsightGroup.validate(
      u,
      isNamed ? [...context.slice(0, -1), { ...entry, key: JSON.stringify(u.key) }] : context,
    );
  },
  ListedInsightGroup.encode,
);

/** LaunchDarkly does not document whether it returns an empty list as `[]` or as null. */
const pageOf = <A>(group: t.Type<A, unknown>, name: string) =>
  t.exact(
    t.intersection([
      t.type({ totalCount: Count }),
      t.partial({ items: nullable(t.readonlyArray(group, "InsightGroup[]")) }),
    ]),
    name,
  );

/** A page of the list of groups, with undefined for each group that cannot be decoded: a GET by its key reports the problem. */
export const LenientPage = pageOf(lenient(InsightGroup), "LenientPage");
export interface LenientPage extends Readonly<t.TypeOf<typeof LenientPage>> {}

/** A page of the list of groups, all of which can be read. */
export const StrictPage = pageOf(Named, "StrictPage");
export interface StrictPage extends Readonly<t.TypeOf<typeof StrictPage>> {}
