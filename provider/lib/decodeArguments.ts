import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as t from "io-ts";
import { problemsOf, type Problem } from "./problems.js";

/** Decodes a user's arguments, or returns every problem at once. @param mistakes Problems that the codec cannot detect. */
export const decodeArguments = <A>(
  codec: t.Decoder<unknown, A>,
  written: unknown,
  mistakes: readonly Problem[],
): E.Either<readonly Problem[], A> =>
  pipe(
    codec.decode(written),
    E.mapLeft((errors) => [...mistakes, ...problemsOf(errors)]),
    E.filterOrElse(
      () => mistakes.length === 0,
      () => mistakes,
    ),
  );
