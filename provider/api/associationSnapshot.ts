import { listIncomplete, type ApiError } from "../errors/apiError.js";
import { associationId, type Association, type RepositoryList } from "../model/repositoryProject.js";

/** The list of repositories, read once. */
export interface AssociationSnapshot {
  /** By id. */
  readonly associations: ReadonlyMap<string, ListedAssociation>;
  readonly repositoryKeys: readonly string[];
  /** The repositories for which LaunchDarkly returns no list of projects, not even an empty one. */
  readonly withoutProjects: readonly string[];
  /** The reason why an association that is not listed may exist. */
  readonly problem: ApiError | undefined;
}

export interface ListedAssociation extends Association {
  /** Differs from the instance of the same association in another account. Undefined if LaunchDarkly returns no ids. */
  readonly instance: string | undefined;
}

export const makeSnapshot = ({ totalCount, items }: RepositoryList): AssociationSnapshot => {
  const listed = items.flatMap(({ key: repositoryKey, _id: repositoryId, projects }) =>
    (projects?.items ?? []).map(({ key: projectKey, _id: projectId }): ListedAssociation => {
      const instance = repositoryId && projectId ? `${repositoryId}/${projectId}` : undefined;
      return { repositoryKey, projectKey, instance };
    }),
  );
  return {
    associations: new Map(listed.map((each) => [associationId(each), each])),
    repositoryKeys: items.map(({ key }) => key),
    withoutProjects: items.filter(({ projects }) => projects === undefined).map(({ key }) => key),
    problem: problemOf(totalCount, items),
  };
};

const problemOf = (totalCount: number, repositories: RepositoryList["items"]): ApiError | undefined => {
  if (repositories.length < totalCount) return listIncomplete(totalCount, repositories.length, "repositories");
  const short = repositories.find(({ projects }) => projects && projects.items.length < projects.totalCount);
  const { totalCount: due = 0, items = [] } = short?.projects ?? {};
  return short && listIncomplete(due, items.length, `projects of repository "${short.key}"`);
};
