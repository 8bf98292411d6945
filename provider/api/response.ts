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

/** Accepts only an empty body, as LaunchDarkly's reply to a DELETE has: another may come from a proxy. */
export const expectNoBody: (effect: Api<Success>) => Api<void> = RTE.flatMapEither(({ status, json }) =>
  json === undefined
    ? E.right(undefined)
    : E.left(decodeError(status, [{ property: "the body", reason: "must be empty" }])),
);
