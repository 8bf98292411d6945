import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { decodeError } from "../errors/apiError.js";
import type { Success } from "../http/readResponse.js";
import type { Api } from "../http/send.js";
import { problemsOf } from "../lib/problems.js";

export const decodeBody =
  <A>(codec: t.Decoder<unknown, A>) =>
  (effect: Api<Success>): Api<A> =>
    pipe(
      effect,
      RTE.flatMapEither(({ status, json }) =>
        pipe(
          codec.decode(json),
          E.mapLeft((errors) => decodeError(status, problemsOf(errors))),
        ),
      ),
    );

/** Accepts only a 204 without a body, as LaunchDarkly documents for a DELETE: any other success may come from a proxy. */
export const expectNoContent: (effect: Api<Success>) => Api<void> = RTE.flatMapEither(({ status, json }) =>
  status === 204 && json === undefined
    ? E.right(undefined)
    : E.left(decodeError(status, [{ property: "the response", reason: "must be 204 without a body" }])),
);
