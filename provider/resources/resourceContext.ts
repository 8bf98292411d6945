import type { ApiContext } from "../api/groupLoader.js";
import type { Api } from "../http/send.js";
import type { Ownership } from "./ownership/ownership.js";

/** What all operations of a process share, and the deadline of one of them. */
export interface ResourceContext extends ApiContext {
  readonly ownership: Ownership;
}

/** The effect of an operation on a resource. */
export type ResourceApi<A> = Api<A, ResourceContext>;
