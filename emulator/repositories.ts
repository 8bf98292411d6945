import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { AccountView } from "./account.js";
import { unknownPlace } from "./behaviour.js";
import { recordBody, takeBody, takeQuery, type Reply } from "./endpoint.js";
import { decodeFields, isRecord, someOf, text, type Field } from "./fields.js";
import { linkTo } from "./paging.js";
import { uuidOf } from "./random.js";
import { invalidRequest, json, noContent, notFound } from "./httpResponse.js";
import type { StoredRepository } from "./stored.js";

interface Association {
  readonly repositoryKey: string;
  readonly projectKey: string;
}

export const listRepositories = takeQuery({ expand: someOf("projects") }, (account, { query, request, now }) => {
  const since = now - (account.behaviour.repositoryDelay ?? 0);
  const items = [...account.repositories.values()].map((each) => view(asOf(since, each), query.expand.has("projects")));
  return [json(200, { totalCount: items.length, items, _links: { self: linkTo(request.path) } })];
});

const mapping = { repositoryKey: text, projectKey: text };

const mappings: Field<readonly Association[]> = (value) =>
  Array.isArray(value)
    ? pipe(
        value,
        E.traverseArray((each) => decodeFields(mapping, isRecord(each) ? each : {}, "is not a field of a mapping")),
        E.mapLeft((errors) => errors.map(({ attribute, reason }) => `${attribute} ${reason}`).join("; ")),
      )
    : E.left("must be an array");

const asOf = (time: number, repository: StoredRepository): StoredRepository => {
  const { projectKeys } = repository.earlier?.find(({ until }) => until > time) ?? repository;
  return { ...repository, projectKeys };
};

const withProjects = (
  { behaviour: { repositoryDelay = 0 } }: Pick<AccountView, "behaviour">,
  repository: StoredRepository,
  projectKeys: readonly string[],
  now: number,
): StoredRepository => {
  const earlier = [...(repository.earlier ?? []), { until: now, projectKeys: repository.projectKeys }];
  return { ...repository, projectKeys, ...(repositoryDelay > 0 && { earlier }) };
};

/** Associates all of the mappings or none of them. */
export const associateRepositories = takeBody(
  recordBody({ mappings }, "a list of mappings"),
  (account, { body: { mappings: sent }, request, now }): Reply => {
    const { behaviour, repositories } = account;
    for (const { repositoryKey, projectKey } of sent) {
      const unknown = unknownPlace(behaviour, { projectKey });
      if (unknown !== undefined) return [notFound(unknown.reason)];
      if (behaviour.unknownRepository === "create" || repositories.has(repositoryKey)) continue;
      const reason = `Unknown repository key ${repositoryKey}`;
      if (behaviour.unknownRepository !== 400) return [notFound(reason)];
      return [invalidRequest("validation failed", [{ attribute: "repositoryKey", reason }])];
    }
    const isKept = behaviour.putMappings !== "replace";
    const keys = [...new Set([...repositories.keys(), ...sent.map(({ repositoryKey }) => repositoryKey)])];
    const after = keys.map((key): StoredRepository => {
      const repository = repositories.get(key) ?? { key, projectKeys: [] };
      const added = sent.filter(({ repositoryKey }) => repositoryKey === key).map(({ projectKey }) => projectKey);
      const projectKeys = [...new Set([...(isKept ? repository.projectKeys : []), ...added])];
      return withProjects(account, repository, projectKeys, now);
    });
    const items = behaviour.putAnswer === "sent" ? sent : after.flatMap(associations);
    return [
      json(200, { totalCount: items.length, items, _links: { self: linkTo(request.path) } }),
      { repositories: after.map((repository) => [repository.key, repository]) },
    ];
  },
);

export const removeAssociation = takeQuery({}, (account, { keys, now }): Reply => {
  const { behaviour, repositories } = account;
  const [repositoryKey = "", projectKey = ""] = keys;
  const repository = repositories.get(repositoryKey);
  if (repository?.projectKeys.includes(projectKey) !== true) {
    const isSilent = behaviour.absentAssociation === 204;
    return [isSilent ? noContent : notFound(`${repositoryKey} is not associated with project ${projectKey}`)];
  }
  const projectKeys = repository.projectKeys.filter((key) => key !== projectKey);
  return [noContent, { repositories: [[repositoryKey, withProjects(account, repository, projectKeys, now)]] }];
});

/** Returns the repositories that LaunchDarkly associates with the project of a deployment: those named like its application. */
export const associatedBy = (
  { behaviour, repositories }: Pick<AccountView, "behaviour" | "repositories">,
  { applicationKey, projectKey }: { readonly applicationKey: string; readonly projectKey: string },
): readonly (readonly [string, StoredRepository])[] =>
  behaviour.autoAssociate === false
    ? []
    : [...repositories.values()]
        .filter(({ key, projectKeys }) => key.endsWith(`/${applicationKey}`) && !projectKeys.includes(projectKey))
        .map((each) => [each.key, { ...each, projectKeys: [...each.projectKeys, projectKey] }]);

const associations = ({ key, projectKeys }: StoredRepository): readonly Association[] =>
  projectKeys.map((projectKey) => ({ repositoryKey: key, projectKey }));

const view = ({ key, projectKeys, mainBranch = "main" }: StoredRepository, hasProjects: boolean): object => ({
  _id: uuidOf(`repository ${key}`),
  version: 1 + projectKeys.length,
  key,
  type: "github",
  url: `https://github.com/${key}`,
  mainBranch,
  ...(hasProjects ? { projects: { totalCount: projectKeys.length, items: projectKeys.map(project) } } : {}),
});

const project = (key: string): object => ({
  _id: uuidOf(`project ${key}`),
  _links: { self: linkTo(`/api/v2/projects/${encodeURIComponent(key)}`) },
  key,
  name: key,
});
