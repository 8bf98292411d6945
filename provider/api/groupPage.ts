import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { InsightGroup, ListedInsightGroup } from "../model/insightGroup.js";
import { nullable } from "../lib/nullable.js";

/** More groups than an account may have, and few enough to list their pages in memory. */
const mostGroups = 1_000_000;

const Count: t.Type<number, unknown> = new t.Type(
  `a whole number from 0 to ${String(mostGroups)}`,
  (u): u is number => Number.isInteger(u) && Number(u) >= 0 && Number(u) <= mostGroups,
  (u, context) => (Count.is(u) ? t.success(u) : t.failure(u, context)),
  (count) => count,
);

/** Undefined for a group that cannot be read. Nothing is known of it: a GET by its key says what is wrong with it. */
const readable = new t.Type<InsightGroup | undefined, unknown>(
  "InsightGroup",
  (u): u is InsightGroup | undefined => u === undefined || InsightGroup.is(u),
  (u) => t.success(E.getOrElse<unknown, InsightGroup | undefined>(() => undefined)(InsightGroup.decode(u))),
  (group) => group,
);

/** Whether an empty list is `[]` or null is documented nowhere. */
const itemsOf = <A>(codec: t.Type<A, unknown>) =>
  t.partial({ items: nullable(t.readonlyArray(codec, "InsightGroup[]")) });

/** A page of the list of all groups of the account, or what can be read of it. */
export const GroupPage = t.exact(t.intersection([t.type({ totalCount: Count }), itemsOf(readable)]), "GroupPage");
export interface GroupPage extends Readonly<t.TypeOf<typeof GroupPage>> {}

/** Its problems are told by its key: the place on a page means nothing to people. */
const byKey = new t.Type<ListedInsightGroup, unknown>(
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

/** A page of which every group counts. */
export const WholePage = t.exact(t.intersection([t.type({ totalCount: Count }), itemsOf(byKey)]), "WholePage");
export interface WholePage extends Readonly<t.TypeOf<typeof WholePage>> {}

/** The most that LaunchDarkly lists at once. */
export const pageSize = 20;

/** Where the pages after the first one begin. @param step How far apart: less than a page's size where they overlap. */
export const followingOffsets = (totalCount: number, step = pageSize): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((totalCount - pageSize) / step)) }, (_, index) => (index + 1) * step);
