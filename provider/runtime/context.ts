import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ResourceContext } from "../resources/resourceContext.js";
import { systemClock } from "../lib/clock.js";
import type { InvalidConfiguration } from "../errors/apiError.js";
import { makeTransport } from "../http/client.js";
import { makeCircuitBreaker } from "../http/circuitBreaker.js";
import { makeRateLimiter } from "../http/rateLimit/rateLimiter.js";
import { makeOwnership, type Ownership } from "../resources/ownership/ownership.js";
import { makeGroupLoader } from "../api/groupLoader.js";
import { makeRedact } from "../errors/redact.js";
import { reportSilence } from "../http/reportSilence.js";
import { readSettings, type Config, type Settings } from "../config/settings.js";

/** What all calls of a provider process share. */
export interface ProcessContext extends Omit<ResourceContext, "deadline"> {
  /** Takes out of a message what must not be seen. */
  readonly redact: (message: string) => string;
}

/** Made when a call first needs it, and never before: without a token, check and diff still work. */
export const makeLazyContext = (
  config: Config,
  ownership?: Ownership,
): (() => E.Either<InvalidConfiguration, ProcessContext>) => {
  let made: E.Either<InvalidConfiguration, ProcessContext> | undefined;
  return () =>
    (made ??= pipe(
      readSettings(config, process.env),
      E.map((settings) => makeContext(settings, ownership)),
    ));
};

/** Where messages go. */
export interface Log {
  readonly warn: (message: string) => unknown;
  readonly info: (message: string) => unknown;
}

/** The engine shows it beside the stack, without the resource's name. */
const standardError: Log = {
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
    transport: reportSilence(makeTransport(settings), { clock: systemClock, host, deadline, warn }),
    rateLimiter: makeRateLimiter(systemClock, settings.maxConcurrency),
    circuitBreaker: makeCircuitBreaker(systemClock, deadline),
    groupLoader: makeGroupLoader(),
    ownership,
    warn,
    debug: settings.debug ? (message) => void log.info(redact(message)) : () => undefined,
    redact,
  };
};
