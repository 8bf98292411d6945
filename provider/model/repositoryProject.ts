import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { orUnknown } from "../lib/unknownInPreview.js";
import { collectionOf } from "./collection.js";
import { ProjectKey, ReturnedKey, text } from "./keys.js";

/** The key of a repository. LaunchDarkly documents only this form: `owner/name`. */
export const RepositoryKey = text("RepositoryKey", (s) =>
  /^[^\s\p{Cc}/]+\/[^\s\p{Cc}/]+$/u.test(s) && s.isWellFormed()
    ? undefined
    : 'must be the owner and the name of a repository, such as "acme/web"',
);

/** The arguments of an association; in a preview any of them may be unknown. */
export const RepositoryProjectInputs = t.exact(
  t.type({ repositoryKey: orUnknown(RepositoryKey), projectKey: orUnknown(ProjectKey) }),
  "RepositoryProjectArgs",
);
export interface RepositoryProjectInputs extends Readonly<t.TypeOf<typeof RepositoryProjectInputs>> {}

/** LaunchDarkly's own names, in the order in which messages list them. */
export const argumentNames = ["repositoryKey", "projectKey"] as const;

/** The association of a repository with a project. */
export interface Association {
  readonly repositoryKey: string;
  readonly projectKey: string;
}

/** The id of an association. The key of a project contains no colon. */
export const associationId = ({ repositoryKey, projectKey }: Association): string => `${repositoryKey}:${projectKey}`;

/** Splits an id at its last colon. */
export const associationOf = (id: string): Association => {
  const at = id.lastIndexOf(":");
  return { repositoryKey: id.slice(0, Math.max(at, 0)), projectKey: id.slice(at + 1) };
};

const Project = exactObject("Project", { key: ReturnedKey }, { _id: t.string });

/** A repository of the account, and the projects it is associated with. */
const Repository = exactObject("Repository", { key: ReturnedKey }, { _id: t.string, projects: collectionOf(Project) });

/** The list of repositories, which has no pages. */
export const RepositoryList = collectionOf(Repository);
export type RepositoryList = t.TypeOf<typeof RepositoryList>;
