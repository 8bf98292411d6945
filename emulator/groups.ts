import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { AccountView } from "./account.js";
import { unknownPlace, type Behaviour } from "./behaviour.js";
import { orRefusal, recordBody, takeBody, takeQuery, type Reply } from "./endpoint.js";
import { applicationKeys, decodeFields, oneOf, optional, search, someOf, text, wholeNumber } from "./fields.js";
import { countByIndicator, expandGroup } from "./groupView.js";
import { applyPatch, operations, pointer, type Operation } from "./jsonPatch.js";
import { periods } from "./insightScores.js";
import { offsetLinks } from "./paging.js";
import { conflict, invalidRequest, json, noContent, notFound, patchFailed, type HttpResponse } from "./httpResponse.js";
import type { StoredGroup } from "./stored.js";

/** The fields that a PATCH can change. */
const patchable = { name: text, applicationKeys };

const newGroup = { key: text, name: text, projectKey: text, environmentKey: text, applicationKeys };

export const createGroup = takeBody(
  recordBody(newGroup, "an insight group"),
  ({ behaviour, groups }, { body, now }) => {
    const normalize = (key: string): string => (behaviour.normalizeKeys === "lower" ? key.toLowerCase() : key);
    const key = normalize(body.key);
    const place = { projectKey: normalize(body.projectKey), environmentKey: normalize(body.environmentKey) };
    const unknown = unknownPlace(behaviour, place);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    if (groups.has(key)) return [duplicate(behaviour)];
    return storeGroup(201, { ...body, key, ...place, createdAt: now });
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
  withGroup(account, key, ({ name, applicationKeys: keys, ...identity }) =>
    pipe(
      body,
      E.traverseArray(permit(account.behaviour)),
      E.flatMap((permitted) =>
        applyPatch({ ...identity, name, ...(keys && { applicationKeys: keys }) }, permitted.flat()),
      ),
      E.mapLeft(patchFailed),
      E.map((patched) => decodeFields(patchable, patched)),
      E.flatMap(E.mapLeft((errors) => invalidRequest("The patch leaves an invalid insight group", errors))),
      E.map((fields) => storeGroup(200, { ...identity, ...fields })),
      orRefusal,
    ),
  ),
);

export const deleteGroup = takeQuery({}, (account, { key }) =>
  withGroup(account, key, () => [noContent, { groups: [[key, undefined]] }]),
);

/** Keys are compared exactly, even if `normalizeKeys` stored another case than was sent. */
const withGroup = ({ groups }: AccountView, key: string, reply: (group: StoredGroup) => Reply): Reply => {
  const group = groups.get(key);
  return group === undefined ? [notFound(`Unknown insight group key ${key}`)] : reply(group);
};

type DecodedGroup = Omit<StoredGroup, "applicationKeys"> & { readonly applicationKeys: readonly string[] | undefined };

const storeGroup = (status: number, { applicationKeys: keys, ...group }: DecodedGroup): Reply => {
  const stored = { ...group, ...(keys && { applicationKeys: keys }) };
  return [json(status, stored), { groups: [[group.key, stored]] }];
};

const duplicate = ({ duplicateStatus }: Behaviour): HttpResponse =>
  duplicateStatus === 400 ? invalidRequest("An insight group with that key already exists") : conflict();

/** Returns no operation if it is ignored. A `test` changes nothing and may look at any field. */
const permit =
  ({ ignorePatch = [], rejectPatch = [] }: Behaviour) =>
  (operation: Operation): E.Either<string, readonly Operation[]> => {
    const [field] = operation.path;
    const path = pointer(operation);
    const isBelow = (prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
    if (operation.op === "test") return E.right([operation]);
    return (field !== undefined && !Object.hasOwn(patchable, field)) || rejectPatch.some(isBelow)
      ? E.left(`Cannot ${operation.op} ${path}: it cannot be changed`)
      : E.right(ignorePatch.some(isBelow) ? [] : [operation]);
  };
