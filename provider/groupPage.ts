import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { InsightGroup } from "./model.js";

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

/** A page of the list of all groups of the account. */
export const GroupPage = t.exact(t.type({ totalCount: t.number, items: readable }), "GroupPage");
export interface GroupPage extends Readonly<t.TypeOf<typeof GroupPage>> {}

/** The most that LaunchDarkly lists at once. */
export const pageSize = 20;
