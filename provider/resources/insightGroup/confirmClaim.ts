import * as E from "fp-ts/Either";
import { duplicateKey, ownershipUnknown } from "../../errors/apiError.js";
import type { InsightGroup } from "../../model/insightGroup.js";
import { Silence } from "../ownership/siblingProcesses.js";
import type { ResourceApi } from "../resourceContext.js";

/** Confirms a claim on a group that another process may have claimed. */
export const confirmClaim =
  (key: string, group: InsightGroup): ResourceApi<InsightGroup> =>
  ({ ownership }) =>
  async () => {
    const isOurs = await ownership.confirm(key, { key: group.key, instance: group.createdAt }, false)();
    if (isOurs instanceof Silence) return E.left(ownershipUnknown(isOurs.reason));
    return isOurs ? E.right(group) : E.left(duplicateKey);
  };
