import * as E from "fp-ts/Either";
import type { Api } from "./attempts.js";
import { doubled, existing } from "./errors.js";
import type { Key } from "./keys.js";
import type { InsightGroup } from "./model.js";

/** Reserves the key for as long as a group is created or imported, and keeps it if the group exists afterwards. */
export const claiming =
  (key: Key, make: Api<InsightGroup>): Api<InsightGroup> =>
  (env) =>
  async () => {
    const { claim, confirm, release } = env.ownership;
    if (!claim(key)()) return E.left(doubled);
    const made = await make(env)();
    const group = E.isRight(made) ? made.right : existing(made.left);
    if (group !== undefined && (await confirm(key, { ...group, key: group.key ?? key })())) return made;
    release(key)();
    return group === undefined ? made : E.left(doubled);
  };
