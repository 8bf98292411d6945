import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Env } from "../resources/resourceApi.js";
import { systemClock } from "../lib/clock.js";
import { engineAddress } from "./engineProcess.js";
import type { Unconfigured } from "../errors/apiError.js";
import { http } from "../http/client.js";
import { makeCircuitBreaker } from "../http/circuitBreaker.js";
import { makeRateLimiter } from "../http/rateLimit/rateLimiter.js";
import { makeOwnership } from "../resources/ownership/ownership.js";
import { reads } from "../api/groupLoader.js";
import { redact } from "../errors/redact.js";
import { reportSilence } from "../http/reportSilence.js";
import { settings, type Config, type Settings } from "../config/settings.js";

/** What all calls of a provider process share. */
export interface Environment extends Omit<Env, "budget"> {
  /** Takes out of a message what must not be seen. */
  readonly redact: (message: string) => string;
}

/** Made when a call first needs it, and never before: without a token, check and diff still work. */
export const environment = (config: Config): (() => E.Either<Unconfigured, Environment>) => {
  let made: E.Either<Unconfigured, Environment> | undefined;
  return () => (made ??= pipe(settings(config, process.env), E.map(environmentFor)));
};

export const environmentFor = (found: Settings): Environment => {
  const hide = redact(found.accessToken);
  // The engine shows standard error beside the stack, without the resource's name.
  const say = (message: string): void => {
    console.error(`launchdarkly: ${hide(message)}`);
  };
  const warn = (message: string): void => {
    say(`warning: ${message}`);
  };
  const { apiHost: host, deadline } = found;
  return {
    settings: found,
    clock: systemClock,
    exchange: reportSilence(http(found), { clock: systemClock, host, deadline, warn }),
    rateLimiter: makeRateLimiter(systemClock, found.maxConcurrency),
    circuitBreaker: makeCircuitBreaker(systemClock, found.deadline),
    reads: reads(),
    ownership: makeOwnership(engineAddress(process.argv)),
    warn,
    debug: found.debug ? say : () => undefined,
    redact: hide,
  };
};
