import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { send, type Api } from "../http/send.js";
import { RepositoryList, type Association } from "../model/repositoryProject.js";
import { insightsPath, readInsights } from "./readInsights.js";
import { expectNoContent } from "./decodeResponse.js";

const repositories = `${insightsPath}/repositories`;

/** Lists the repositories of the account with their projects. The list has neither pages nor filters. */
export const listRepositories: Api<RepositoryList> = readInsights(
  "repositories",
  { expand: "projects" },
  RepositoryList,
);

/** Associates repositories with projects. LaunchDarkly does not document whether this replaces all other associations. */
export const putAssociations = (associations: readonly Association[]): Api<void> => {
  const mappings = associations.map(({ repositoryKey, projectKey }) => ({ repositoryKey, projectKey }));
  return pipe(
    send({ method: "PUT", path: `${repositories}/projects`, route: "repositories/projects", json: { mappings } }),
    RTE.map(() => undefined),
  );
};

export const deleteAssociation = ({ repositoryKey, projectKey }: Association): Api<void> =>
  pipe(
    send({
      method: "DELETE",
      path: `${repositories}/${encodeURIComponent(repositoryKey)}/projects/${encodeURIComponent(projectKey)}`,
      route: "repositories/{repositoryKey}/projects/{projectKey}",
    }),
    expectNoContent,
  );
