import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { InsightGroup, ListedInsightGroup } from "./model.js";
import { optional } from "./optional.js";

/** The groups of a page that can be read. Of any other nothing is known: a GET by its key says what is wrong with it. */
const readable = new t.Type<readonly InsightGroup[], unknown>(
  "InsightGroup[]",
  (u): u is readonly InsightGroup[] => Array.isArray(u) && u.every(InsightGroup.is),
  (u, context) => {
    if (!Array.isArray(u)) return t.failure(u, context);
    return t.success(
      u.map((item) => InsightGroup.decode(item)).flatMap((item) => (E.isRight(item) ? [item.right] : [])),
    );
  },
  (groups) => groups,
);

/** A page of the list of all groups of the account, or what can be read of it. */
export const GroupPage = t.exact(t.type({ totalCount: t.number, items: readable }), "GroupPage");
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

/** A page of which every group counts. Whether an empty one is `[]` or null is documented nowhere. */
export const WholePage = t.exact(
  t.intersection([
    t.type({ totalCount: t.number }),
    t.partial({ items: optional(t.readonlyArray(byKey, "InsightGroup[]")) }),
  ]),
  "WholePage",
);
export interface WholePage extends Readonly<t.TypeOf<typeof WholePage>> {}

/** The most that LaunchDarkly lists at once. */
export const pageSize = 20;

/** Where the pages after the first one begin. @param step How far apart: less than a page's size where they overlap. */
export const followingOffsets = (totalCount: number, step = pageSize): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((totalCount - pageSize) / step)) }, (_, index) => (index + 1) * step);
