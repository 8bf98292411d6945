import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { isNotFoundResponse, ownershipUnknown } from "../../errors/apiError.js";
import { associationId, type Association } from "../../model/repositoryProject.js";
import { anotherClaimed } from "../ownership/ownership.js";
import { Silence } from "../ownership/siblingProcesses.js";
import type { ResourceApi } from "../resourceContext.js";

/**
 * Sends one DELETE; succeeds if the association is already gone. Skips an association that is part of the stack under
 * another name, as for a resource that was renamed in the program.
 */
export const deleteIfUnclaimed =
  (association: Association): ResourceApi<void> =>
  (context) =>
  async () => {
    const { associations, ownership, warn } = context;
    const key = associationId(association);
    let verdict = await ownership.isClaimed({ key })();
    if (verdict === anotherClaimed) {
      // The other process may have claimed the association in another account.
      const listed = await associations.load(context)();
      if (E.isLeft(listed)) return listed;
      verdict = await ownership.isClaimed({ key, instance: listed.right.associations.get(key)?.instance })();
    }
    if (verdict instanceof Silence) return E.left(ownershipUnknown(verdict.reason));
    if (verdict !== "claimed") {
      ownership.markDeleted(key)();
      return deleteAssociation(association)(context)();
    }
    warn(
      `The association of repository "${association.repositoryKey}" with project "${association.projectKey}" is not ` +
        "deleted: it is part of the stack under another name. If you renamed the resource in the program, add its old name " +
        "to `aliases`.",
    );
    return E.right(undefined);
  };

/** Sends one DELETE. After a 404, or a success other than the documented 204, the list decides. */
const deleteAssociation =
  (association: Association): ResourceApi<void> =>
  (context) =>
    pipe(
      context.associations.remove(association),
      RTE.orElse((error) =>
        isNotFoundResponse(error) || error._tag === "DecodeError"
          ? pipe(
              context.associations.loadWithout(association),
              RTE.flatMapEither(({ associations, problem }) => {
                const cause = associations.has(associationId(association)) ? error : problem;
                return cause === undefined ? E.right(undefined) : E.left(cause);
              }),
            )
          : RTE.left(error),
      ),
    )(context);
