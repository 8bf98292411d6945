import { closestMatch } from "../lib/closestMatch.js";
import type { ErrorOf } from "./apiError.js";

export const formatAssociationError = (error: ErrorOf<"RepositoryNotListed" | "AssociationNotApplied">): string => {
  switch (error._tag) {
    case "RepositoryNotListed":
      return (
        `LaunchDarkly lists no repository ${JSON.stringify(error.repositoryKey)}` +
        (error.listed.length === 0
          ? ". "
          : `; the closest is ${JSON.stringify(closestMatch(error.repositoryKey, error.listed))}. `) +
        "Check its spelling, or add the repository to LaunchDarkly's GitHub app."
      );
    case "AssociationNotApplied":
      return (
        "LaunchDarkly accepted the association, but its list does not show it" +
        (error.projectKeys.length === 0
          ? ". "
          : `: the repository is associated with ${error.projectKeys.map((key) => JSON.stringify(key)).join(", ")}. `) +
        "Check the spelling of the project, then run `pulumi up` again."
      );
  }
};
