import * as E from "fp-ts/Either";
import type { ResourceApi } from "../resourceContext.js";
import { duplicateKey, existingGroup } from "../../errors/apiError.js";
import type { Key } from "../../model/keys.js";
import type { InsightGroup } from "../../model/insightGroup.js";

/** Reserves the key for as long as a group is created or imported, and keeps it if the group exists afterwards. */
export const withClaim =
  (key: Key, make: ResourceApi<InsightGroup>): ResourceApi<InsightGroup> =>
  (env) =>
  async () => {
    const { claim, confirm, release } = env.ownership;
    if (!claim(key)()) return E.left(duplicateKey);
    const made = await make(env)();
    const group = E.isRight(made) ? made.right : existingGroup(made.left);
    if (group !== undefined && (await confirm(key, { ...group, key: group.key ?? key })())) return made;
    release(key)();
    return group === undefined ? made : E.left(duplicateKey);
  };
