import * as E from "fp-ts/Either";
import { recreated, type Recreated } from "../../errors/apiError.js";
import type { GroupProperties } from "../../model/insightGroup.js";
import type { PatchOperation } from "../../model/patchOperation.js";

/**
 * Returns the group if it is the group in state, not another that was created with its key since.
 *
 * @param applied The patch that LaunchDarkly has accepted for the group.
 */
export const sameGroup =
  (known: GroupProperties, applied: readonly PatchOperation[] = []) =>
  <A extends GroupProperties>(group: A): E.Either<Recreated, A> =>
    known.createdAt === undefined ||
    group.createdAt === undefined ||
    Math.abs(known.createdAt - group.createdAt) < precisionMs
      ? E.right(group)
      : E.left(recreated(known.createdAt, group.createdAt, applied));

/** LaunchDarkly may store a time less precisely than it returned it for the POST, such as in whole seconds. */
const precisionMs = 1_000;
