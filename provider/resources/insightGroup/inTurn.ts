import type { Key } from "../../model/keys.js";
import type { ResourceApi } from "../resourceContext.js";

/**
 * Waits until no other operation creates, imports or deletes a group with this key: one resource may take over the key of
 * another in the same run. Otherwise a create could adopt a group whose delete is in flight, and the retry of a delete
 * could delete the new group.
 */
export const inTurn =
  <A>(key: Key, program: ResourceApi<A>): ResourceApi<A> =>
  (context) =>
  async () => {
    const { previous, end } = context.ownership.takeTurn(key)();
    try {
      await context.deadline.whileQueued(previous);
      return await program(context)();
    } finally {
      end();
    }
  };
