import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import type { ApiError } from "../errors/apiError.js";
import type { HttpContext } from "../http/send.js";
import type { Ownership } from "./ownership/ownership.js";
import type { GroupLoader } from "../api/groupLoader.js";

export { backOff } from "../http/backoff.js";
export { send } from "../http/send.js";

/** What all calls of a process share, and what this one may spend. */
export interface ResourceContext extends HttpContext {
  readonly groupLoader: GroupLoader;
  readonly ownership: Ownership;
  /** Tells people what they ought to know. */
  readonly warn: (message: string) => void;
}

/** An effect on LaunchDarkly: it ends in an A, or in an error that can be explained. */
export type Api<A> = ReaderTaskEither<ResourceContext, ApiError, A>;
