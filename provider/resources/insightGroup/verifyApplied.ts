import * as E from "fp-ts/Either";
import { differences } from "../../model/compareGroups.js";
import { notApplied, type ApiError } from "../../errors/apiError.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import type { PatchOperation } from "../../model/patchOperation.js";

/** Compares LaunchDarkly's group with the requested group: LaunchDarkly may accept a request and do something else. */
export const verifyApplied =
  (asked: InsightGroupInputs, sent: readonly PatchOperation[] = []) =>
  (group: InsightGroup): E.Either<ApiError, InsightGroup> => {
    const unmet = differences(group, asked);
    return unmet.length === 0 ? E.right(group) : E.left(notApplied(group, unmet, sent));
  };
