import * as E from "fp-ts/Either";
import { duplicateKey, existingGroup } from "../../errors/apiError.js";
import type { InsightGroup } from "../../model/insightGroup.js";
import type { Key } from "../../model/keys.js";
import type { ResourceApi } from "../resourceContext.js";
import { inTurn } from "./inTurn.js";

/** Claims the key while a group is created or imported, and keeps the claim if the group exists. */
export const withClaim =
  (key: Key, make: ResourceApi<InsightGroup>): ResourceApi<InsightGroup> =>
  (context) =>
  async () => {
    if (!context.ownership.claim(key)()) return E.left(duplicateKey);
    return inTurn(key, makeClaimed(key, make))(context)();
  };

const makeClaimed =
  (key: Key, make: ResourceApi<InsightGroup>): ResourceApi<InsightGroup> =>
  (context) =>
  async () => {
    const { confirm, release } = context.ownership;
    const made = await make(context)();
    const group = E.isRight(made) ? made.right : existingGroup(made.left);
    const identity = group && { key: group.key ?? key, instance: group.createdAt };
    if (identity !== undefined && (await confirm(key, identity, true)())) return made;
    release(key)();
    return group === undefined ? made : E.left(duplicateKey);
  };
