import * as E from "fp-ts/Either";
import { recreated, type Recreated } from "../../errors/apiError.js";
import type { GroupProperties } from "../../model/insightGroup.js";

/** Returns the group if it is the one in state, and not another that was created with its key since. */
export const sameGroup =
  (known: GroupProperties) =>
  <A extends GroupProperties>(group: A): E.Either<Recreated, A> =>
    known.createdAt === undefined ||
    group.createdAt === undefined ||
    Math.abs(known.createdAt - group.createdAt) <= roundingMs
      ? E.right(group)
      : E.left(recreated(known.createdAt, group.createdAt));

/** LaunchDarkly may store a time less precisely than its reply to the POST had it. */
const roundingMs = 1;
