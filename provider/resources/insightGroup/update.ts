import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { exclusively } from "../../api/groupLoader.js";
import { getGroup, patchGroup } from "../../api/insightGroups.js";
import { verifyApplied } from "./verifyApplied.js";
import type { ResourceApi } from "../resourceContext.js";
import { differences, isIdentity } from "../../model/compareGroups.js";
import { notFound, hasStatus, notApplied } from "../../errors/apiError.js";
import { formatDifferences } from "../../errors/formatError.js";
import type { Key } from "../../model/keys.js";
import type { ArgumentName, GroupProperties, InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import { patch } from "./patch.js";

/**
 * One PATCH with only what changed; none if nothing did. If the answer does not show the change, one GET decides:
 * LaunchDarkly may have answered with the group as it was before.
 */
export const update = (key: Key, olds: GroupProperties, news: InsightGroupInputs): ResourceApi<GroupProperties> => {
  const changed = differences(olds, news);
  const misspelt = changed.filter(isIdentity);
  if (misspelt.length > 0) return RTE.left(notApplied(olds, misspelt));
  // State without createdAt is of a creation that could not be confirmed.
  if (changed.length === 0) return olds.createdAt === undefined ? getGroup(key) : RTE.right(olds);
  const operations = patch(olds, news);
  const asUpdated = only(changed, news);
  return pipe(
    exclusively(key, patchGroup(key, operations)),
    RTE.orElse((error) => (hasStatus(error, 422) ? settle(key, news, asUpdated) : RTE.left(error))),
    RTE.flatMap((group) => (differences(asUpdated(group), news).length === 0 ? RTE.right(group) : getGroup(key))),
    RTE.mapLeft((error) => (hasStatus(error, 404) ? notFound : error)),
    RTE.tap((group) => tellOthers(group, asUpdated(group))),
    RTE.map(asUpdated),
    RTE.flatMapEither(verifyApplied(news, operations)),
  );
};

/** A refused patch may have been right for a group that has changed since: one more, made for what is really there. */
const settle = (
  key: Key,
  news: InsightGroupInputs,
  asUpdated: (group: InsightGroup) => InsightGroup,
): ResourceApi<InsightGroup> =>
  pipe(
    getGroup(key),
    RTE.flatMap((found) => {
      const group = asUpdated(found);
      const operations = patch(group, news);
      if (operations.length === 0) return RTE.right(found);
      return pipe(
        exclusively(key, patchGroup(key, operations)),
        RTE.orElse((error) =>
          RTE.left(hasStatus(error, 422) ? notApplied(group, differences(group, news), operations, error) : error),
        ),
      );
    }),
  );

/**
 * The group with only that of LaunchDarkly's which an update is about, and in all else as state has it. What another user
 * has changed must not be set back, because `ignoreChanges` may name it, which the engine does not tell; and if it came
 * into state, the next update would set it back. A refresh finds it.
 */
const only =
  (changed: readonly ArgumentName[], news: InsightGroupInputs) =>
  ({ name, applicationKeys, createdAt }: InsightGroup): InsightGroup => ({
    ...news,
    ...(changed.includes("name") && { name }),
    ...(changed.includes("applicationKeys") && { applicationKeys }),
    createdAt,
  });

const tellOthers =
  (group: InsightGroup, inState: InsightGroup): ResourceApi<void> =>
  ({ warn }) => {
    const others = differences(group, inState);
    if (others.length > 0) {
      warn(
        `Insight group "${inState.key}" was changed outside Pulumi: LaunchDarkly has it with ` +
          `${formatDifferences(group, inState, others)}. This update leaves that as it is. \`pulumi up --refresh\` brings back ` +
          "what the program declares, except for what `ignoreChanges` names.",
      );
    }
    return TE.right(undefined);
  };
