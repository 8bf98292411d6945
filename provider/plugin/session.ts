import { makeOwnership } from "../resources/ownership/ownership.js";
import { makeLazyContext } from "../runtime/context.js";
import { configOf } from "./configuration.js";
import { packageName } from "./tables.js";

/** What all calls of a configured plugin share. */
export type Session = ReturnType<typeof makeSession>;

/** @param engine The engine's address. @param values Looks up a setting by its name. */
export const makeSession = (engine: string | undefined, values: (name: string) => unknown = () => undefined) => {
  const ownership = makeOwnership(engine);
  return { ownership, context: makeLazyContext(configOf(values), ownership, packageName) };
};
