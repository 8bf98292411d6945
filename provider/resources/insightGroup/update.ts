import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { exclusively } from "../../api/groupLoader.js";
import { getGroup, patchGroup } from "../../api/insightGroups.js";
import { hasStatus, keyConflict, notApplied, type ApiError, type ApiErrorResponse } from "../../errors/apiError.js";
import { formatDifferences } from "../../errors/formatDifferences.js";
import { differences, isIdentity, sameButForSpelling } from "../../model/compareGroups.js";
import type { ArgumentName, GroupProperties, InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import type { Key } from "../../model/keys.js";
import type { PatchOperation } from "../../model/patchOperation.js";
import type { ResourceApi } from "../resourceContext.js";
import { notFoundIfGone } from "./noneIfGone.js";
import { patch } from "./patch.js";
import { sameGroup } from "./sameGroup.js";
import { verifyApplied } from "./verifyApplied.js";

/**
 * Sends one PATCH with only the changes, or none if nothing changed. If the reply does not show the change, a GET
 * decides: LaunchDarkly may have returned the group as it was before.
 */
export const update = (key: Key, olds: GroupProperties, news: InsightGroupInputs): ResourceApi<GroupProperties> => {
  const changed = differences(olds, news);
  const misspelled = changed.filter(isIdentity);
  if (misspelled.length > 0) return RTE.left(notApplied(olds, misspelled));
  // State has no createdAt if the reply to the creation could not be read.
  if (changed.length === 0) return olds.createdAt === undefined ? confirmCreated(key, news) : RTE.right(olds);
  const operations = patch(olds, news);
  const asUpdated = only(changed, news);
  return pipe(
    exclusively(key, patchGroup(key, operations)),
    RTE.orElse((error) =>
      mayBeUnsupported(error, operations) ? patchAgain(key, olds, news, asUpdated) : RTE.left(error),
    ),
    RTE.flatMap((group) => (differences(asUpdated(group), news).length === 0 ? RTE.right(group) : getGroup(key))),
    RTE.orElseW(notFoundIfGone(key)),
    RTE.flatMapEither(sameGroup(olds, operations)),
    RTE.tap((group) => warnOfDrift(group, asUpdated(group))),
    RTE.map(asUpdated),
    RTE.flatMapEither(verifyApplied(news, operations)),
  );
};

/** Returns the group of a create whose reply could not be read, unless another group has its key by now. */
const confirmCreated = (key: Key, news: InsightGroupInputs): ResourceApi<InsightGroup> =>
  pipe(
    getGroup(key),
    RTE.filterOrElse(
      (group) => differences(group, news).every((name) => sameButForSpelling(group[name], news[name])),
      (group): ApiError => keyConflict(group, differences(group, news)),
    ),
    RTE.flatMapEither(verifyApplied(news)),
  );

/** Sends a PATCH for the group as it is now: the rejected PATCH may have been valid before the group changed. */
const patchAgain = (
  key: Key,
  olds: GroupProperties,
  news: InsightGroupInputs,
  asUpdated: (group: InsightGroup) => InsightGroup,
): ResourceApi<InsightGroup> =>
  pipe(
    getGroup(key),
    RTE.flatMapEither(sameGroup(olds)),
    RTE.flatMap((found) => {
      const group = asUpdated(found);
      const operations = patch(group, news);
      if (operations.length === 0) return RTE.right(found);
      return pipe(
        exclusively(key, patchGroup(key, operations)),
        RTE.mapLeft((error) =>
          mayBeUnsupported(error, operations) ? notApplied(group, differences(group, news), operations, error) : error,
        ),
      );
    }),
  );

/** Whether the change may have been made already, or may be impossible: LaunchDarkly documents neither status for that. */
const mayBeUnsupported = (error: ApiError, operations: readonly PatchOperation[]): error is ApiErrorResponse =>
  hasStatus(error, 422) ||
  (hasStatus(error, 400) && operations.some(({ path }) => path.startsWith("/applicationKeys")));

/**
 * Returns the group with the updated properties from LaunchDarkly and all others from state. The others may be in
 * `ignoreChanges`, which the provider does not see: the next update would revert their drift if it were in state.
 */
const only =
  (changed: readonly ArgumentName[], news: InsightGroupInputs) =>
  ({ name, applicationKeys, createdAt }: InsightGroup): InsightGroup => ({
    ...news,
    ...(changed.includes("name") && { name }),
    ...(changed.includes("applicationKeys") && { applicationKeys }),
    createdAt,
  });

const warnOfDrift =
  (group: InsightGroup, inState: InsightGroup): ResourceApi<void> =>
  ({ warn }) => {
    const drifted = differences(group, inState);
    if (drifted.length > 0) {
      warn(
        `Insight group "${inState.key}" was changed outside Pulumi: in LaunchDarkly it has ` +
          `${formatDifferences(group, inState, drifted)}. This update does not change that. Run \`pulumi up --refresh\` to ` +
          "restore what the program declares, except for the properties in `ignoreChanges`.",
      );
    }
    return TE.right(undefined);
  };
