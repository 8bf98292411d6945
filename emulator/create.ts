import type { Account, StoredGroup } from "./account.js";
import { json } from "./answer.js";
import { applicationKeys, text, type Found } from "./attributes.js";
import type { Endpoint } from "./endpoint.js";
import { unknownPlace } from "./projects.js";
import { isRecord } from "./record.js";
import { conflict, invalidRequest, notFound } from "./refusal.js";

type NewGroup = Omit<StoredGroup, "createdAt">;

export const create: Endpoint = {
  method: "POST",
  pattern: "/group",
  parameters: [],
  takesBody: true,
  act: (account, { body }) => {
    const asked = normalized(account, decoded(body));
    mustExist(account, asked);
    if (account.groups.has(asked.key)) throw duplicate(account);
    const group: StoredGroup = { ...asked, createdAt: account.now() };
    account.groups.set(group.key, group);
    return json(201, group);
  },
};

const fields = ["name", "key", "projectKey", "environmentKey", "applicationKeys"];

const decoded = (body: unknown): NewGroup => {
  if (!isRecord(body)) throw invalidRequest("The request body must be a JSON object");
  const found: Found = [];
  const group = {
    key: text(body["key"], "key", found),
    name: text(body["name"], "name", found),
    projectKey: text(body["projectKey"], "projectKey", found),
    environmentKey: text(body["environmentKey"], "environmentKey", found),
    ...applicationKeys(body["applicationKeys"], found),
  };
  for (const field of Object.keys(body)) {
    if (!fields.includes(field)) found.push({ attribute: field, reason: "is not a field of an insight group" });
  }
  if (found.length > 0) throw invalidRequest("Invalid request body", found);
  return group;
};

const normalized = ({ behaviour }: Account, group: NewGroup): NewGroup =>
  behaviour.normalizeKeys === undefined
    ? group
    : {
        ...group,
        key: group.key.toLowerCase(),
        projectKey: group.projectKey.toLowerCase(),
        environmentKey: group.environmentKey.toLowerCase(),
      };

const mustExist = ({ behaviour }: Account, { projectKey, environmentKey }: NewGroup): void => {
  const absent = unknownPlace(behaviour, projectKey, environmentKey);
  if (absent !== undefined) throw notFound(absent.reason);
};

const duplicate = ({ behaviour }: Account): Error =>
  behaviour.duplicateStatus === 400 ? invalidRequest("An insight group with that key already exists") : conflict();
