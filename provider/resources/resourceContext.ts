import type { ApiContext } from "../api/groupLoader.js";
import type { Api } from "../http/send.js";
import type { Ownership } from "./ownership/ownership.js";

/** What the operations on resources need. */
export interface ResourceContext extends ApiContext {
  readonly ownership: Ownership;
}

export type ResourceApi<A> = Api<A, ResourceContext>;
