import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { Api, Env } from "../resourceApi.js";
import { claiming } from "./claiming.js";
import { create } from "./create.js";
import { differences } from "./diff.js";
import { absent, differing, doubled, isRefusal, type ApiError } from "../../errors/apiError.js";
import type { InsightGroup, Inputs } from "../../model/insightGroup.js";

/**
 * One GET at most, and no POST: the group of this key becomes part of the stack if it is exactly as declared. Many imports
 * share pages of the list, as reads do.
 *
 * A replacement deletes first: then the option that once brought the old group in does not keep the new one from being made.
 */
export const importGroup = (inputs: Inputs): Api<InsightGroup> =>
  pipe(
    RTE.rightReaderIO(({ ownership }: Env) => ownership.isRemoved(inputs.key)),
    RTE.flatMap((isReplaced) => (isReplaced ? create(inputs) : claiming(inputs.key, find(inputs)))),
  );

const find =
  (inputs: Inputs): Api<InsightGroup> =>
  (env) =>
    pipe(
      env.reads.find(inputs.key)(env),
      TE.mapLeft((error): ApiError => (isRefusal(error, 404) ? absent : error)),
      TE.filterOrElse(
        (group) => differences(group, inputs).length === 0,
        (group): ApiError => differing(group, differences(group, inputs)),
      ),
      TE.filterOrElse(
        (group) => !env.ownership.isKept(group.key)(),
        (): ApiError => doubled,
      ),
    );
