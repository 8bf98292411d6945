import { constVoid, pipe } from "fp-ts/function";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { deleteGroup, getGroup } from "../../api/insightGroups.js";
import type { Api, ResourceContext } from "../resourceApi.js";
import { isNotFoundResponse, notApplied, type ApiError } from "../../errors/apiError.js";
import type { Key } from "../../model/keys.js";
import type { GroupProperties, InsightGroup } from "../../model/insightGroup.js";
import { anotherClaimed, type Identity, type Verdict } from "../ownership/ownership.js";
import { sameGroup } from "./sameGroup.js";

export { create } from "./create.js";
export { importGroup } from "./import.js";
export { update } from "./update.js";

/**
 * One GET at most; many reads share pages of the list. Only LaunchDarkly's own 404 to a GET means that there is none, and
 * only where its list works.
 *
 * @param known What state has of it.
 */
export const read = (key: Key, known: GroupProperties = {}): Api<O.Option<InsightGroup>> =>
  pipe(
    find(key),
    RTE.flatMapEither((group) => (group.key === key ? E.right(group) : E.left(notApplied(group, ["key"])))),
    RTE.flatMapEither(sameGroup(known)),
    RTE.map(O.some),
    RTE.orElseW(noneIfGone),
  );

const find =
  (key: Key): Api<InsightGroup> =>
  (env) =>
    env.groupLoader.load(key)(env);

/**
 * One DELETE. A group that is not there is what was wanted; where the list fails as well, the address may be wrong.
 *
 * None for a group that this run has created or adopted: to rename a resource in the program is, for the engine, to
 * create the new one, which finds its group already there, and then to delete the old one, which is the same group.
 * Another process may have created a group of this key, which is the same one only in the same account: a GET tells.
 */
export const remove = (key: Key, { createdAt }: GroupProperties = {}): Api<void> =>
  pipe(
    verdict({ key, createdAt }),
    RTE.flatMap((first) => (first === anotherClaimed ? pipe(getGroup(key), RTE.flatMap(verdict)) : RTE.right(first))),
    RTE.flatMap((last) => (last === "claimed" ? skip(key) : deleteUnclaimed(key))),
    RTE.map(O.some),
    RTE.orElseW(noneIfGone),
    RTE.map(constVoid),
  );

const verdict = (group: Identity): Api<Verdict> =>
  RTE.rightReaderTask(({ ownership }: ResourceContext) => ownership.isClaimed(group));

const deleteUnclaimed = (key: Key): Api<void> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: ResourceContext) => ownership.remove(key)),
    RTE.flatMap(() => deleteGroup(key)),
  );

const skip = (key: Key): Api<void> =>
  RTE.rightReaderIO(({ warn }: ResourceContext) => () => {
    warn(
      `Insight group "${key}" is not deleted: this run has made it part of the stack under another name. ` +
        "A resource that is renamed in the program needs its old name in `aliases`.",
    );
  });

const noneIfGone = (error: ApiError): Api<O.Option<never>> =>
  isNotFoundResponse(error)
    ? pipe(
        RTE.asksReaderTaskEither(({ groupLoader }: ResourceContext) => groupLoader.confirmGone),
        RTE.map(() => O.none),
      )
    : RTE.left(error);
