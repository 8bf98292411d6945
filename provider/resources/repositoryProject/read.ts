import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { AssociationSnapshot } from "../../api/associationSnapshot.js";
import { decodeError, repositoryNotListed, type ApiError } from "../../errors/apiError.js";
import { associationId, type Association } from "../../model/repositoryProject.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";

/** Returns the association, or none if it is gone. All reads of a run share one list. */
export const read = (association: Association): ResourceApi<O.Option<Association>> =>
  pipe(
    RTE.asksReaderTaskEither(({ associations }: ResourceContext) => associations.load),
    RTE.flatMapEither(find(association)),
  );

/** Only a whole list that has the repository and its projects proves that an association is gone. */
const find =
  (association: Association) =>
  ({
    associations,
    repositoryKeys,
    withoutProjects,
    problem,
  }: AssociationSnapshot): E.Either<ApiError, O.Option<Association>> => {
    if (associations.has(associationId(association))) return E.right(O.some(association));
    if (problem !== undefined) return E.left(problem);
    if (withoutProjects.includes(association.repositoryKey)) return E.left(projectsMissing(association.repositoryKey));
    return repositoryKeys.includes(association.repositoryKey)
      ? E.right(O.none)
      : E.left(repositoryNotListed(association.repositoryKey, repositoryKeys));
  };

const projectsMissing = (repositoryKey: string): ApiError =>
  decodeError(200, [{ property: `the projects of repository "${repositoryKey}"`, reason: "are missing" }]);
