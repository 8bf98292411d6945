import { decodeError, listIncomplete, type ApiError } from "../errors/apiError.js";
import { associationId, type Association, type RepositoryList } from "../model/repositoryProject.js";

/** The list of repositories, read once. */
export interface AssociationSnapshot {
  /** By id. */
  readonly associations: ReadonlyMap<string, ListedAssociation>;
  readonly repositoryKeys: readonly string[];
  /** Why an association that is not listed may exist nevertheless. */
  readonly problem: ApiError | undefined;
}

export interface ListedAssociation extends Association {
  /** Differs from that of the same association in another account. Undefined if LaunchDarkly returns no ids. */
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
    problem: problemOf(totalCount, items),
  };
};

const problemOf = (totalCount: number, repositories: RepositoryList["items"]): ApiError | undefined => {
  if (repositories.length < totalCount) return listIncomplete(totalCount, repositories.length, "repositories");
  // A repository without projects may have no list of them, but not every repository.
  if (repositories.length > 0 && repositories.every(({ projects }) => projects === undefined)) {
    return decodeError(200, [{ property: "items[0].projects", reason: "is missing" }]);
  }
  const short = repositories.find(({ projects }) => projects && projects.items.length < projects.totalCount);
  const { totalCount: due = 0, items = [] } = short?.projects ?? {};
  return short && listIncomplete(due, items.length, `projects of repository "${short.key}"`);
};

/**
 * Returns the associations that a PUT of `sent` has removed: all others, or all others of the same repositories or projects.
 * If one of these is still there, the PUT did not replace them, and another user has removed what is missing.
 *
 * @param removed The ids that this run has removed itself.
 */
export const replacedBy = (
  sent: readonly Association[],
  before: AssociationSnapshot,
  after: AssociationSnapshot,
  removed: ReadonlySet<string>,
): readonly Association[] => {
  const known = [...before.associations].filter(([id]) => !removed.has(id));
  const kept = known.filter(([id]) => after.associations.has(id)).map(([, each]) => each);
  const missing = known.filter(([id]) => !after.associations.has(id)).map(([, each]) => each);
  return missing.filter((each) =>
    scopes.some(
      (scope) =>
        sent.some((other) => scope(other) === scope(each)) && !kept.some((other) => scope(other) === scope(each)),
    ),
  );
};

/** What a PUT may replace. */
const scopes: readonly ((association: Association) => string)[] = [
  () => "all",
  ({ repositoryKey }) => repositoryKey,
  ({ projectKey }) => projectKey,
];
