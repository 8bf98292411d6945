import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ResourceContext } from "../resources/resourceContext.js";
import { systemClock } from "../lib/clock.js";
import type { InvalidConfiguration } from "../errors/apiError.js";
import { makeTransport } from "../http/client.js";
import { makeCircuitBreaker } from "../http/circuitBreaker.js";
import { makeRateLimiter } from "../http/rateLimit/rateLimiter.js";
import { makeOwnership, type Ownership } from "../resources/ownership/ownership.js";
import { makeAssociations } from "../api/associations.js";
import { makeGroupLoader } from "../api/groupLoader.js";
import { makeRedact } from "../errors/redact.js";
import { warnIfUnresponsive } from "../http/warnIfUnresponsive.js";
import { readSettings, type Config, type Namespace, type Settings } from "../config/settings.js";

/** The context that all operations of a provider process share. */
export interface ProcessContext extends Omit<ResourceContext, "deadline"> {
  /** Removes secrets from a message. */
  readonly redact: (message: string) => string;
}

interface Options {
  readonly namespace?: Namespace;
  readonly ownership?: Ownership;
  readonly log?: Log | undefined;
}

/** Returns a function that makes the context when first called: check and diff work without a token. */
export const makeLazyContext = (
  config: Config,
  { namespace, ownership, log }: Options = {},
): (() => E.Either<InvalidConfiguration, ProcessContext>) => {
  let made: E.Either<InvalidConfiguration, ProcessContext> | undefined;
  return () =>
    (made ??= pipe(
      readSettings(config, process.env, namespace),
      E.map((settings) => makeContext(settings, ownership, log)),
    ));
};

/** The destination of messages. */
export interface Log {
  readonly warn: (message: string) => unknown;
  readonly info: (message: string) => unknown;
}

/** Writes to standard error, which the engine shows on the stack, without the name of a resource. */
export const standardError: Log = {
  warn: (message) => {
    console.error(`launchdarkly: warning: ${message}`);
  },
  info: (message) => {
    console.error(`launchdarkly: ${message}`);
  },
};

export const makeContext = (
  settings: Settings,
  ownership = makeOwnership(undefined),
  log = standardError,
): ProcessContext => {
  const redact = makeRedact(settings.accessToken);
  const warn = (message: string): void => void log.warn(redact(message));
  const { apiHost: host, deadline } = settings;
  return {
    settings,
    clock: systemClock,
    transport: warnIfUnresponsive(makeTransport(settings), { clock: systemClock, host, deadline, warn }),
    rateLimiter: makeRateLimiter(systemClock, settings.maxConcurrency),
    circuitBreaker: makeCircuitBreaker(systemClock, deadline),
    groupLoader: makeGroupLoader(),
    associations: makeAssociations(),
    ownership,
    warn,
    debug: settings.debug ? (message) => void log.info(redact(message)) : () => undefined,
    redact,
  };
};
