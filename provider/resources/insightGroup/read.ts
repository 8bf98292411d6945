import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { loadGroup } from "../../api/groupLoader.js";
import { notApplied } from "../../errors/apiError.js";
import type { GroupProperties, InsightGroup } from "../../model/insightGroup.js";
import type { Key } from "../../model/keys.js";
import type { ResourceApi } from "../resourceContext.js";
import { noneIfGone } from "./noneIfGone.js";
import { sameGroup } from "./sameGroup.js";

/** Returns the group, or none if it is gone. Many reads share pages of the list. @param known The group in state. */
export const read = (key: Key, known: GroupProperties = {}): ResourceApi<O.Option<InsightGroup>> =>
  pipe(
    loadGroup(key),
    RTE.flatMapEither((group) => (group.key === key ? E.right(group) : E.left(notApplied(group, ["key"])))),
    RTE.flatMapEither(sameGroup(known)),
    RTE.map(O.some),
    RTE.orElseW(noneIfGone(key)),
  );
