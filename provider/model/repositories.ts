import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { collectionOf, type Collection } from "./collection.js";
import type { OpenUnion } from "./openUnion.js";

/** A project that a repository is associated with. */
export interface AssociatedProject {
  readonly key: string;
  readonly name?: string | undefined;
}
const AssociatedProject: t.Type<AssociatedProject, unknown> = exactObject(
  "AssociatedProject",
  { key: t.string },
  { name: t.string },
);

/** A repository that LaunchDarkly's GitHub app can see. */
export interface Repository {
  /** `owner/name`. */
  readonly key: string;
  readonly type?: OpenUnion<"github"> | undefined;
  readonly url?: string | undefined;
  readonly mainBranch?: string | undefined;
  /** The projects that the repository is associated with; absent if `expandProjects` is false. */
  readonly projects?: Collection<AssociatedProject> | undefined;
}
export const Repository: t.Type<Repository, unknown> = exactObject(
  "Repository",
  { key: t.string },
  { type: t.string, url: t.string, mainBranch: t.string, projects: collectionOf(AssociatedProject) },
);
