import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { loadGroup } from "../../api/groupLoader.js";
import { duplicateKey, importMismatch, type ApiError } from "../../errors/apiError.js";
import { differences } from "../../model/compareGroups.js";
import type { InsightGroup, InsightGroupInputs } from "../../model/insightGroup.js";
import type { ResourceApi, ResourceContext } from "../resourceContext.js";
import { confirmExisting } from "./confirmExisting.js";
import { create } from "./create.js";
import { notFoundIfGone } from "./noneIfGone.js";
import { withClaim } from "./withClaim.js";

/**
 * Imports the group without a write, with at most one GET: many imports share pages of the list.
 *
 * A replacement deletes first. Then the option that once imported the old group does not prevent the creation of the new one.
 */
export const importGroup = (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: ResourceContext) => ownership.isDeleted(inputs.key)),
    RTE.flatMap((isReplaced) => (isReplaced ? create(inputs) : withClaim(inputs.key, importIfIdentical(inputs)))),
  );

const importIfIdentical =
  (inputs: InsightGroupInputs): ResourceApi<InsightGroup> =>
  (context) =>
    pipe(
      loadGroup(inputs.key),
      RTE.orElseW(notFoundIfGone(inputs.key)),
      RTE.filterOrElse(
        (group) => differences(group, inputs).length === 0,
        (group): ApiError => importMismatch(group, differences(group, inputs)),
      ),
      RTE.filterOrElse(
        ({ key }) => !context.ownership.isDeclared(key)(),
        (): ApiError => duplicateKey,
      ),
      RTE.flatMap((group) => confirmExisting(inputs.key, group)),
    )(context);
