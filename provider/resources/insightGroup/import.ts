import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { withClaim } from "./claiming.js";
import { loadGroup } from "../../api/groupLoader.js";
import { create } from "./create.js";
import { differences } from "../../model/compareGroups.js";
import { notFound, importMismatch, duplicateKey, hasStatus, type ApiError } from "../../errors/apiError.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";

/**
 * One GET at most, and no POST: the group of this key becomes part of the stack if it is exactly as declared. Many imports
 * share pages of the list, as reads do.
 *
 * A replacement deletes first: then the option that once brought the old group in does not keep the new one from being made.
 */
export const importGroup = (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: ResourceContext) => ownership.isRemoved(inputs.key)),
    RTE.flatMap((isReplaced) => (isReplaced ? create(inputs) : withClaim(inputs.key, find(inputs)))),
  );

const find =
  (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  (env) =>
    pipe(
      loadGroup(inputs.key)(env),
      TE.mapLeft((error): ApiError => (hasStatus(error, 404) ? notFound : error)),
      TE.filterOrElse(
        (group) => differences(group, inputs).length === 0,
        (group): ApiError => importMismatch(group, differences(group, inputs)),
      ),
      TE.filterOrElse(
        (group) => !env.ownership.isKept(group.key)(),
        (): ApiError => duplicateKey,
      ),
    );
