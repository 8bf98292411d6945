import { constVoid, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { exclusively } from "../../api/groupLoader.js";
import { deleteGroup, getGroup } from "../../api/insightGroups.js";
import type { GroupProperties } from "../../model/insightGroup.js";
import type { Key } from "../../model/keys.js";
import { anotherClaimed, type Identity, type Verdict } from "../ownership/ownership.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { noneIfGone } from "./noneIfGone.js";

/**
 * One DELETE. A group that is not there is what was wanted; where the list fails as well, the address may be wrong.
 *
 * None for a group that this run has created or adopted: to rename a resource in the program is, for the engine, to
 * create the new one, which finds its group already there, and then to delete the old one, which is the same group.
 * Another process may have created a group of this key, which is the same one only in the same account: a GET tells.
 */
export const deleteIfUnclaimed = (key: Key, { createdAt }: GroupProperties = {}): ResourceApi<void> =>
  pipe(
    verdict({ key, createdAt }),
    RTE.flatMap((first) => (first === anotherClaimed ? pipe(getGroup(key), RTE.flatMap(verdict)) : RTE.right(first))),
    RTE.flatMap((last) => (last === "claimed" ? skip(key) : deleteUnclaimed(key))),
    RTE.map(O.some),
    RTE.orElseW(noneIfGone),
    RTE.map(constVoid),
  );

const verdict = (group: Identity): ResourceApi<Verdict> =>
  RTE.rightReaderTask(({ ownership }: ResourceContext) => ownership.isClaimed(group));

const deleteUnclaimed = (key: Key): ResourceApi<void> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: ResourceContext) => ownership.remove(key)),
    RTE.flatMap(() => exclusively(key, deleteGroup(key))),
  );

const skip = (key: Key): ResourceApi<void> =>
  RTE.rightReaderIO(({ warn }: ResourceContext) => () => {
    warn(
      `Insight group "${key}" is not deleted: this run has made it part of the stack under another name. ` +
        "A resource that is renamed in the program needs its old name in `aliases`.",
    );
  });
