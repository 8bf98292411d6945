import * as E from "fp-ts/Either";
import { recreated, type Recreated } from "../../errors/apiError.js";
import type { GroupProperties } from "../../model/insightGroup.js";

/** The group if it is the one that state knows, and not another one that somebody has since created with its key. */
export const sameGroup =
  (known: GroupProperties) =>
  <A extends GroupProperties>(group: A): E.Either<Recreated, A> =>
    known.createdAt === undefined ||
    group.createdAt === undefined ||
    Math.abs(known.createdAt - group.createdAt) <= rounding
      ? E.right(group)
      : E.left(recreated(known.createdAt, group.createdAt));

/** In milliseconds: LaunchDarkly may store a time less precisely than it returned it at first. */
const rounding = 1;
