import { closestMatch } from "../lib/closestMatch.js";
import { associationId } from "../model/repositoryProject.js";
import type { ApiError, ErrorOf } from "./apiError.js";

/** @param explain Explains the error behind another one. */
export const formatAssociationError = (
  error: ErrorOf<"RepositoryNotListed" | "AssociationNotApplied" | "AssociationsReplaced">,
  explain: (cause: ApiError) => string,
): string => {
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
    case "AssociationsReplaced":
      return (
        "LaunchDarkly removed other associations when it received this one, and they could not be restored" +
        `${error.last === undefined ? "" : ` (${explain(error.last)})`}. Add them again in LaunchDarkly: ` +
        `${error.lost.map(associationId).join(", ")}.`
      );
  }
};
