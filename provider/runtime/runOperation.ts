import * as E from "fp-ts/Either";
import type { ResourceApi } from "../resources/resourceContext.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import type { ProcessContext } from "./context.js";
import type { ApiError, InvalidConfiguration } from "../errors/apiError.js";
import { formatError } from "../errors/formatError.js";
import type { Operation } from "../errors/describeOperation.js";

/** An error and its message, without secrets. */
export interface FailedOperation {
  readonly error: ApiError;
  readonly message: string;
}

/** Runs one operation with its own deadline. */
export const runOperation = async <A>(
  operation: Operation,
  program: ResourceApi<A>,
  shared: E.Either<InvalidConfiguration, ProcessContext>,
): Promise<E.Either<FailedOperation, A>> => {
  if (E.isLeft(shared)) return E.left({ error: shared.left, message: formatError(operation, shared.left) });
  const { clock, settings, redact } = shared.right;
  const deadline = makeOperationDeadline(clock, settings.deadline);
  const result = await program({ ...shared.right, deadline })();
  if (E.isRight(result)) return result;
  const failed = { ...operation, namespace: settings.namespace };
  const stats = { requests: deadline.requests(), ms: deadline.elapsed() };
  return E.left({ error: result.left, message: redact(formatError(failed, result.left, stats)) });
};
