import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import type { Adopted } from "./adopted.js";
import type { ApiError } from "./errors.js";
import type { HttpEnv } from "./http/send.js";
import type { Reads } from "./reads.js";

export { pause } from "./http/backoff.js";
export { send } from "./http/send.js";

/** What all calls of a process share, and what this one may spend. */
export interface Env extends HttpEnv {
  readonly reads: Reads;
  /** The keys of the groups that this process created or adopted. */
  readonly ours: Set<string>;
  /** The groups that this run has adopted, in whichever process. */
  readonly adopted: Adopted;
  /** The keys of the groups that are in the stack, and still declared in this run. */
  readonly declared: Set<string>;
  /** The keys of the groups that it deleted. */
  readonly deleted: Set<string>;
  /** Tells people what they ought to know. */
  readonly warn: (message: string) => void;
}

/** An effect on LaunchDarkly: it ends in an A, or in an error that can be explained. */
export type Api<A> = ReaderTaskEither<Env, ApiError, A>;
