import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { loadGroup } from "../../api/groupLoader.js";
import { duplicateKey, importMismatch, type ApiError } from "../../errors/apiError.js";
import { differences } from "../../model/compareGroups.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import type { Key } from "../../model/keys.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { confirmClaim } from "./confirmClaim.js";
import { create } from "./create.js";
import { notFoundIfGone } from "./noneIfGone.js";
import { withClaim } from "./withClaim.js";

/**
 * Imports the group without a write, with at most one GET: many imports share pages of the list.
 *
 * A replacement deletes the old group first: the option that imported it does not prevent the creation of the new one.
 */
export const importGroup = (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: ResourceContext) => ownership.isDeleted(inputs.key)),
    RTE.flatMap((isReplaced) => (isReplaced ? create(inputs) : importExisting(inputs.key, identicalTo(inputs)))),
  );

/** Imports the group as it is: the engine compares it with its declaration. */
export const importByKey = (key: Key): ResourceApi<InsightGroup> =>
  importExisting(key, (group) => (group.key === key ? E.right(group) : E.left(importMismatch(group, ["key"]))));

const identicalTo =
  (inputs: InsightGroupInputs) =>
  (group: InsightGroup): E.Either<ApiError, InsightGroup> => {
    const differing = differences(group, inputs);
    return differing.length === 0 ? E.right(group) : E.left(importMismatch(group, differing));
  };

const importExisting = (
  key: Key,
  verify: (group: InsightGroup) => E.Either<ApiError, InsightGroup>,
): ResourceApi<InsightGroup> =>
  withClaim(key, (context) =>
    pipe(
      loadGroup(key),
      RTE.orElseW(notFoundIfGone(key)),
      RTE.flatMapEither(verify),
      RTE.filterOrElse(
        (group) => !context.ownership.isDeclared(group.key)(),
        (): ApiError => duplicateKey,
      ),
      RTE.flatMap((group) => confirmClaim(key, group)),
    )(context),
  );
