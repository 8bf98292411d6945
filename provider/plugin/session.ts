import { flow } from "fp-ts/function";
import * as E from "fp-ts/Either";
import { makeOwnership } from "../resources/ownership/ownership.js";
import type { Cancellation } from "../runtime/cancellation.js";
import { makeLazyContext } from "../runtime/context.js";
import { configOf } from "./configuration.js";
import { packageName } from "./tables.js";

/** What all calls of a configured plugin share. */
export type Session = ReturnType<typeof makeSession>;

/** @param engine The engine's address. @param values Looks up a setting by its name. */
export const makeSession = (
  engine: string | undefined,
  cancellation: Cancellation,
  values: (name: string) => unknown = () => undefined,
) => {
  const ownership = makeOwnership(engine);
  const context = makeLazyContext(configOf(values), ownership, packageName);
  return { ownership, context: flow(context, E.map(cancellation.apply)) };
};
