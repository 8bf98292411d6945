import * as E from "fp-ts/Either";
import type { Api } from "./attempts.js";
import { makeOperationDeadline } from "./http/operationDeadline.js";
import type { Environment } from "./environment.js";
import { unconfigured, type ApiError, type Unconfigured } from "./errors.js";
import { explain } from "./explain.js";
import { told, type Problem } from "./problems.js";
import type { Subject } from "./subject.js";

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
