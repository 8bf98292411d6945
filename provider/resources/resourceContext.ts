import type { AssociationContext } from "../api/associations.js";
import type { GroupContext } from "../api/groupLoader.js";
import type { Api } from "../http/send.js";
import type { Ownership } from "./ownership/ownership.js";

/** Context of the operations on resources. */
export interface ResourceContext extends GroupContext, AssociationContext {
  readonly ownership: Ownership;
}

export type ResourceApi<A> = Api<A, ResourceContext>;
