import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { confirmGone } from "../../api/groupLoader.js";
import { isNotFoundResponse, notFound, type ApiError } from "../../errors/apiError.js";
import type { Key } from "../../model/keys.js";
import type { ResourceApi } from "../resourceContext.js";

/** Treats LaunchDarkly's 404 as the absence of the group only if the list confirms it: a wrong address always returns 404. */
export const noneIfGone =
  (key: Key) =>
  (error: ApiError): ResourceApi<O.Option<never>> =>
    isNotFoundResponse(error)
      ? pipe(
          confirmGone(key),
          RTE.map(() => O.none),
        )
      : RTE.left(error);

/** Fails with NotFound in place of a 404 that the list confirms. */
export const notFoundIfGone =
  (key: Key) =>
  (error: ApiError): ResourceApi<never> =>
    pipe(
      noneIfGone(key)(error),
      RTE.flatMap(() => RTE.left(notFound)),
    );
