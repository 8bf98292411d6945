import type { AssociationContext } from "../api/associations.js";
import type { GroupContext } from "../api/groupLoader.js";
import type { Api } from "../http/send.js";
import type { Ownership } from "./ownership/ownership.js";

/** What the operations on resources need. */
export interface ResourceContext extends GroupContext, AssociationContext {
  readonly ownership: Ownership;
}

export type ResourceApi<A> = Api<A, ResourceContext>;
