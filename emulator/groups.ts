import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { AccountView } from "./account.js";
import { unknownPlace, type Behaviour } from "./behaviour.js";
import { orRefusal, recordBody, takeBody, takeQuery, type Reply } from "./endpoint.js";
import {
  applicationKeys,
  decodeFields,
  isRecord,
  oneOf,
  optional,
  search,
  someOf,
  text,
  wholeNumber,
} from "./fields.js";
import { countByIndicator, expandGroup } from "./groupView.js";
import { applyPatch, operations, pointer, type Operation } from "./jsonPatch.js";
import { periods } from "./insightScores.js";
import { offsetLinks } from "./paging.js";
import { conflict, invalidRequest, json, noContent, notFound, patchFailed, type HttpResponse } from "./response.js";
import type { StoredGroup } from "./stored.js";

const newGroup = { key: text, name: text, projectKey: text, environmentKey: text, applicationKeys };

export const createGroup = takeBody(
  recordBody(newGroup, "an insight group"),
  (account, { body: { applicationKeys: keys, ...sent }, now }) => {
    const { behaviour, groups } = account;
    const identity = behaviour.normalizeKeys === "lower" ? withLowerCaseKeys(sent) : sent;
    const unknown = unknownPlace(behaviour, identity);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    if (groups.has(identity.key)) return [duplicate(behaviour)];
    return stored(201, { ...identity, ...(keys && { applicationKeys: keys }), createdAt: now });
  },
);

/** Pages of groups, in the order of their creation unless `sort` is given. */
export const listGroups = takeQuery(
  {
    limit: wholeNumber({ min: 1, max: 20, otherwise: 20 }),
    offset: wholeNumber({ otherwise: 0 }),
    sort: optional(oneOf("name", "-name")),
    query: search,
    expand: someOf("scores", "environment", "metadata"),
  },
  ({ groups }, { query, request, now }) => {
    const { limit, offset, expand } = query;
    const matching = [...groups.values()].filter(({ name }) => name.toLowerCase().includes(query.query.toLowerCase()));
    if (query.sort !== undefined) matching.sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
    if (query.sort === "-name") matching.reverse();
    const collection = {
      totalCount: matching.length,
      items: matching.slice(offset, offset + limit).map((group) => expandGroup(group, expand, now)),
      _links: offsetLinks(request, query, matching.length),
      ...(expand.has("metadata") ? { metadata: { countByIndicator: countByIndicator(matching) } } : {}),
      ...(expand.has("scores") ? { scoreMetadata: periods(now) } : {}),
    };
    return [json(200, collection)];
  },
);

export const getGroup = takeQuery({ expand: someOf("scores", "environment") }, (account, { key, query, now }) =>
  withGroup(account, key, (group) => [json(200, expandGroup(group, query.expand, now))]),
);

export const patchGroup = takeBody(operations, (account, { key, body }) =>
  withGroup(account, key, ({ name, applicationKeys: keys, ...identity }) => {
    const group = { ...identity, name, ...(keys && { applicationKeys: keys }) };
    return pipe(
      body,
      E.traverseArray(permit(account.behaviour)),
      E.flatMap((permitted) => applyPatch(group, permitted.flat())),
      E.mapLeft(patchFailed),
      E.flatMap(patchedFields),
      E.map((fields) => stored(200, { ...identity, ...fields })),
      orRefusal,
    );
  }),
);

export const deleteGroup = takeQuery({}, (account, { key }) =>
  withGroup(account, key, () => [noContent, { groups: [[key, undefined]] }]),
);

/** Finds the group of a path. Keys are compared exactly, even if `normalizeKeys` stored another case than was sent. */
const withGroup = ({ groups }: AccountView, key: string, reply: (group: StoredGroup) => Reply): Reply => {
  const group = groups.get(key);
  return group === undefined ? [notFound(`Unknown insight group key ${key}`)] : reply(group);
};

const stored = (status: number, group: StoredGroup): Reply => [json(status, group), { groups: [[group.key, group]] }];

const withLowerCaseKeys = <Keys extends Pick<StoredGroup, "key" | "projectKey" | "environmentKey">>(
  keys: Keys,
): Keys => ({
  ...keys,
  key: keys.key.toLowerCase(),
  projectKey: keys.projectKey.toLowerCase(),
  environmentKey: keys.environmentKey.toLowerCase(),
});

const duplicate = ({ duplicateStatus }: Behaviour): HttpResponse =>
  duplicateStatus === 400 ? invalidRequest("An insight group with that key already exists") : conflict();

const patchable = ["name", "applicationKeys"];

/** None for an operation that is ignored. A `test` changes nothing, so it may look at any field. */
const permit =
  ({ ignorePatch = [], rejectPatch = [] }: Behaviour) =>
  (operation: Operation): E.Either<string, readonly Operation[]> => {
    const [field] = operation.path;
    const path = pointer(operation);
    const isBelow = (prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
    if (operation.op === "test") return E.right([operation]);
    return (field !== undefined && !patchable.includes(field)) || rejectPatch.some(isBelow)
      ? E.left(`Cannot ${operation.op} ${path}: it cannot be changed`)
      : E.right(ignorePatch.some(isBelow) ? [] : [operation]);
  };

/** The fields that a patch can have changed, if they still make a group. */
const patchedFields = (patched: unknown): E.Either<HttpResponse, Pick<StoredGroup, "name" | "applicationKeys">> => {
  const { name, applicationKeys: keys } = isRecord(patched) ? patched : {};
  return pipe(
    decodeFields({ name: text, applicationKeys }, { name, applicationKeys: keys }, ""),
    E.mapLeft((errors) => invalidRequest("The patch leaves an invalid insight group", errors)),
    E.map((fields) => ({
      name: fields.name,
      ...(fields.applicationKeys && { applicationKeys: fields.applicationKeys }),
    })),
  );
};
