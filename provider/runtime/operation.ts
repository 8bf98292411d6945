import * as E from "fp-ts/Either";
import type { Api } from "../resources/resourceApi.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import type { Environment } from "./context.js";
import { unconfigured, type ApiError, type Unconfigured } from "../errors/apiError.js";
import { explain } from "../errors/formatError.js";
import { told, type Problem } from "../lib/problems.js";
import type { Subject } from "../errors/operation.js";

/** An error, and what people are told about it. */
export interface Failed {
  readonly error: ApiError;
  readonly message: string;
}

/** One call of Pulumi's or of a program's, with its own deadline. */
export const run = async <A>(
  subject: Subject,
  program: Api<A>,
  shared: E.Either<Unconfigured, Environment>,
): Promise<E.Either<Failed, A>> => {
  if (E.isLeft(shared)) return E.left({ error: shared.left, message: explain(subject, shared.left) });
  const { clock, settings, redact } = shared.right;
  const deadline = makeOperationDeadline(clock, settings.deadline);
  const result = await program({ ...shared.right, budget: deadline })();
  if (E.isRight(result)) return result;
  const effort = { attempts: deadline.requests(), ms: deadline.elapsed() };
  return E.left({ error: result.left, message: redact(explain(subject, result.left, effort)) });
};

/** What is wrong with what a call was given. */
export const notSent = (found: readonly Problem[]): ApiError => unconfigured(told(found));
