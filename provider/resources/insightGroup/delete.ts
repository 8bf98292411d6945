import { constVoid, pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { exclusively } from "../../api/groupLoader.js";
import { deleteGroup, getGroup } from "../../api/insightGroups.js";
import { isNotFoundResponse, ownershipUnknown, type ApiError } from "../../errors/apiError.js";
import type { GroupProperties } from "../../model/insightGroup.js";
import type { Key } from "../../model/keys.js";
import { anotherClaimed, type Identity, type Verdict } from "../ownership/ownership.js";
import { Silence } from "../ownership/siblingProcesses.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { inTurn } from "./inTurn.js";
import { noneIfGone } from "./noneIfGone.js";
import { sameGroup } from "./sameGroup.js";

/**
 * Sends one DELETE; succeeds if the group is already gone.
 *
 * Skips a group that this run has created, adopted or imported, or that another declared resource has: to the engine, a
 * renamed resource is a new resource, which finds its group, and an old resource to delete, which has the same group. If
 * the run fails in between, the next run deletes the old resource. If another process has claimed a group with this
 * key, that group may be in another account: a GET decides. Refuses to delete a group that another user has
 * created since, if that GET or a page of the list happens to show it.
 */
export const deleteIfUnclaimed = (key: Key, known: GroupProperties = {}): ResourceApi<void> =>
  inTurn(
    key,
    pipe(
      RTE.Do,
      RTE.bind("first", () => isClaimed({ key, instance: known.createdAt })),
      RTE.bind("group", ({ first }) => (first === anotherClaimed ? getGroup(key) : listed(key))),
      RTE.bind("last", ({ first, group }) =>
        first === anotherClaimed ? isClaimed({ key: group.key ?? key, instance: group.createdAt }) : RTE.right(first),
      ),
      RTE.flatMap(({ group, last }) =>
        last === "claimed"
          ? skip(key)
          : pipe(
              RTE.fromEither(sameGroup(known)(group)),
              RTE.flatMap(() => deleteUnclaimed(key)),
            ),
      ),
      RTE.orElseW((error) => pipe(noneIfGone(key)(error), RTE.map(constVoid))),
    ),
  );

const isClaimed = (group: Identity): ResourceApi<Exclude<Verdict, Silence>> =>
  pipe(
    RTE.rightReaderTask(({ ownership }: ResourceContext) => ownership.isClaimed(group)),
    RTE.flatMap((verdict) =>
      verdict instanceof Silence ? RTE.left(ownershipUnknown(verdict.reason)) : RTE.right(verdict),
    ),
  );

const listed = (key: Key): ResourceApi<GroupProperties> => RTE.asks(({ groupLoader }) => groupLoader.listed(key) ?? {});

const deleteUnclaimed = (key: Key): ResourceApi<void> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: ResourceContext) => ownership.markDeleted(key)),
    RTE.flatMap(() => exclusively(key, deleteGroup(key))),
    RTE.orElse((error) => (error._tag === "DecodeError" ? verifyDeleted(key, error) : RTE.left(error))),
  );

/** A success other than the documented 204 may come from a proxy: a GET decides. Fails with its 404, or with the error. */
const verifyDeleted = (key: Key, error: ApiError): ResourceApi<void> =>
  pipe(
    getGroup(key),
    RTE.mapLeft((unseen) => (isNotFoundResponse(unseen) ? unseen : error)),
    RTE.flatMap(() => RTE.left(error)),
  );

const skip = (key: Key): ResourceApi<void> =>
  RTE.rightReaderIO(({ warn }: ResourceContext) => () => {
    warn(
      `Insight group "${key}" is not deleted: it is part of the stack under another name. ` +
        "If you renamed the resource in the program, add its old name to `aliases`.",
    );
  });
