import "./requireNode.js";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { readSettings, type Config } from "../config/settings.js";
import { invalidConfiguration, type InvalidConfiguration } from "../errors/apiError.js";
import * as functions from "../functions/index.js";
import type { Arguments } from "../functions/providerFunction.js";
import { loadGot } from "../http/client.js";
import { makeContext, type Log, type ProcessContext } from "./context.js";
import { runOperation, type FailedOperation } from "./runOperation.js";

export type FunctionName = keyof typeof functions;

/** Calls a function with the configuration of a program. */
export const callFunction = (
  name: FunctionName,
  args: Arguments,
  config: Config,
  log?: Log,
): Promise<E.Either<FailedOperation, unknown>> => runFunction(name, args, contextOf(config, log));

export const runFunction = (
  name: FunctionName,
  args: Arguments,
  shared: E.Either<InvalidConfiguration, ProcessContext>,
): Promise<E.Either<FailedOperation, unknown>> => {
  const { describe, prepare } = functions[name];
  const program = pipe(
    RTE.fromEither(prepare(args)),
    RTE.tap(() => RTE.fromTaskEither(httpClient)),
    RTE.flatMap((call) => call),
  );
  return runOperation({ by: "function", ...describe(args) }, program, shared);
};

/** Loads the HTTP client before the first attempt: if that fails, every attempt would fail until the deadline. */
const httpClient = TE.tryCatch(loadGot, (cause) =>
  invalidConfiguration(
    `the HTTP client cannot be loaded (${firstLine(cause)}). Under Jest, set NODE_OPTIONS=--experimental-vm-modules`,
  ),
);

/** Returns the first line of an error, which may come from another realm. */
const firstLine = (cause: unknown): string => /.*/.exec(String(cause))?.[0] ?? "";

/** Contexts by settings: functions that use the same account share a rate limiter. */
const contexts = new Map<string, ProcessContext>();

const contextOf = (config: Config, log?: Log): E.Either<InvalidConfiguration, ProcessContext> =>
  pipe(
    readSettings(config, process.env),
    E.map((settings) => {
      const name = JSON.stringify(settings);
      const context = contexts.get(name) ?? makeContext(settings, undefined, log);
      contexts.set(name, context);
      return context;
    }),
  );
