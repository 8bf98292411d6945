import type { Behaviour, StoredGroup } from "./account.js";
import { json } from "./answer.js";
import { applicationKeys, text, type Found } from "./attributes.js";
import type { Endpoint } from "./endpoint.js";
import { apply, pointer, type Operation } from "./jsonPatch.js";
import { operations } from "./operation.js";
import { existing } from "./read.js";
import { isRecord } from "./record.js";
import { invalidRequest, patchFailed } from "./refusal.js";

/** All operations of a patch or none of them. */
export const patch: Endpoint = {
  method: "PATCH",
  pattern: "/groups/{insightGroupKey}",
  parameters: [],
  takesBody: true,
  act: (account, { key, body }) => {
    const { name, applicationKeys: keys, ...identity } = existing(account, key);
    const group = { ...identity, name, ...(keys && { applicationKeys: keys }) };
    const effective = operations(body).filter((operation) => permitted(operation, account.behaviour));
    const patched = { ...identity, ...changed(effective.reduce(apply, group)) };
    account.groups.set(key, patched);
    return json(200, patched);
  },
};

const patchable = ["name", "applicationKeys"];

/** False for one to ignore; throws for one that is refused. A `test` changes nothing, so it may look at any field. */
const permitted = (operation: Operation, { ignorePatch = [], rejectPatch = [] }: Behaviour): boolean => {
  if (operation.op === "test") return true;
  const [field] = operation.path;
  const path = pointer(operation);
  if ((field !== undefined && !patchable.includes(field)) || rejectPatch.some(covers(path))) {
    throw patchFailed(`Cannot ${operation.op} ${path}: it cannot be changed`);
  }
  return !ignorePatch.some(covers(path));
};

const covers =
  (path: string) =>
  (prefix: string): boolean =>
    path === prefix || path.startsWith(`${prefix}/`);

/** What can have changed, if it makes a group. */
const changed = (patched: unknown): Pick<StoredGroup, "name" | "applicationKeys"> => {
  const fields = isRecord(patched) ? patched : {};
  const found: Found = [];
  const group = {
    name: text(fields["name"], "name", found),
    ...applicationKeys(fields["applicationKeys"], found),
  };
  if (found.length > 0) throw invalidRequest("The patch leaves an invalid insight group", found);
  return group;
};
