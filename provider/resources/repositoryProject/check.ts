import type { Either } from "fp-ts/Either";
import { decodeArguments } from "../../lib/decodeArguments.js";
import type { Problem } from "../../lib/problems.js";
import { unknownArguments } from "../../lib/unknownArguments.js";
import { argumentNames, associationId, RepositoryProjectInputs } from "../../model/repositoryProject.js";
import { importOption } from "../../state.js";
import { importProblems } from "../importProblems.js";
import type { Properties } from "../resource.js";

/** Returns the inputs, or every problem at once. */
export const check = (news: Properties): Either<readonly Problem[], RepositoryProjectInputs> => {
  // The SDK passes the provider along with the arguments.
  const written = { ...news, [importOption]: undefined, __provider: undefined };
  const { repositoryKey, projectKey } = news;
  const id = associationId({ repositoryKey: String(repositoryKey), projectKey: String(projectKey) });
  return decodeArguments(RepositoryProjectInputs, news, [
    ...unknownArguments(written, argumentNames, "RepositoryProject"),
    ...importProblems(news[importOption], id, "repositoryKey:projectKey"),
  ]);
};
