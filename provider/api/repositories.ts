import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { send, type Api } from "../http/send.js";
import { RepositoryList, type Association } from "../model/repositoryProject.js";
import { decodeBody, expectNoContent } from "./decodeResponse.js";

const repositories = "api/v2/engineering-insights/repositories";

/** Lists the repositories of the account with their projects. The list has neither pages nor filters. */
export const listRepositories: Api<RepositoryList> = pipe(
  send({ method: "GET", path: `${repositories}?expand=projects`, route: "repositories" }),
  decodeBody(RepositoryList),
);

/** Associates repositories with projects. Whether LaunchDarkly replaces all other associations is not documented. */
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
