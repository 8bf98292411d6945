import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { confirmGone } from "../../api/groupLoader.js";
import { isNotFoundResponse, type ApiError } from "../../errors/apiError.js";
import type { ResourceApi } from "../resourceContext.js";

/** Treats LaunchDarkly's 404 as the absence of the group only if the list works: a wrong address returns 404 to everything. */
export const noneIfGone = (error: ApiError): ResourceApi<O.Option<never>> =>
  isNotFoundResponse(error)
    ? pipe(
        confirmGone,
        RTE.map(() => O.none),
      )
    : RTE.left(error);
