import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as t from "io-ts";
import { invalidArguments, type ApiError } from "../errors/apiError.js";
import type { Operation } from "../errors/describeOperation.js";
import type { Api } from "../http/send.js";
import { decodeArguments } from "../lib/decodeArguments.js";
import type { Problem } from "../lib/problems.js";
import { unknownArguments } from "../lib/unknownArguments.js";

export type Arguments = Readonly<Record<string, unknown>>;

/** A function for programs, in terms of plain data: the same for every kind of Pulumi provider. */
export interface ProviderFunction {
  /** Describes the call for messages. */
  readonly describe: (args: Arguments) => Omit<Operation, "by">;
  /** Returns the call, or every problem of the arguments at once. */
  readonly prepare: (args: Arguments) => E.Either<ApiError, Api<unknown>>;
}

interface Declaration<A> {
  readonly name: string;
  readonly argumentNames: readonly string[];
  readonly codec: t.Decoder<unknown, A>;
  readonly describe: ProviderFunction["describe"];
  /** Returns problems that involve several arguments. */
  readonly conflicts?: (args: Arguments) => readonly Problem[];
  readonly call: (args: A) => Api<unknown>;
}

export const makeFunction = <A>({
  name,
  argumentNames,
  codec,
  describe,
  conflicts = () => [],
  call,
}: Declaration<A>): ProviderFunction => ({
  describe,
  prepare: (args) =>
    pipe(
      decodeArguments(codec, args, [...unknownArguments(args, argumentNames, name), ...conflicts(args)]),
      E.bimap(invalidArguments, call),
    ),
});
