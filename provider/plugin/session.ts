import { flow } from "fp-ts/function";
import * as E from "fp-ts/Either";
import { makeOwnership } from "../resources/ownership/ownership.js";
import type { Cancellation } from "../runtime/cancellation.js";
import { makeLazyContext, type Log } from "../runtime/context.js";
import { configOf } from "./configuration.js";
import { packageName } from "./tokens.js";

/** State that all calls of a configured plugin share. */
export type Session = ReturnType<typeof makeSession>;

export interface PluginProcess {
  /** The engine's address, which the processes of a run share. */
  readonly engine: string | undefined;
  readonly cancellation: Cancellation;
  readonly log: Log;
}

/** @param values Looks up a setting by its name. */
export const makeSession = (
  { engine, cancellation, log }: PluginProcess,
  values: (name: string) => unknown = () => undefined,
) => {
  const ownership = makeOwnership(engine);
  const context = makeLazyContext(configOf(values), { namespace: packageName, ownership, log });
  return { log, ownership, context: flow(context, E.map(cancellation.apply)) };
};
