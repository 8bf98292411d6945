import * as E from "fp-ts/Either";
import type { InvalidConfiguration } from "../errors/apiError.js";
import type { Operation } from "../errors/describeOperation.js";
import type { Existing, Resource } from "../resources/resource.js";
import type { ResourceApi } from "../resources/resourceContext.js";
import type { ProcessContext } from "./context.js";
import { runOperation } from "./runOperation.js";

export interface Failure {
  readonly message: string;
  /** The resource that exists although the operation failed: state must keep it. */
  readonly kept?: Existing | undefined;
}

/** Runs one operation on a resource. */
export const runOnResource = async <A>(
  { existing }: Resource,
  operation: Operation,
  program: ResourceApi<A>,
  shared: E.Either<InvalidConfiguration, ProcessContext>,
): Promise<E.Either<Failure, A>> => {
  const result = await runOperation(operation, program, shared);
  return E.isRight(result) ? result : E.left({ message: result.left.message, kept: existing(result.left.error) });
};
