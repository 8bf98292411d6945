import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Env } from "./api.js";
import type { Unconfigured } from "./errors.js";
import { http } from "./http.js";
import { redact } from "./redact.js";
import { settings, type Config } from "./settings.js";

/** What all calls of a provider process share. */
export interface Shared extends Env {
  /** Takes out of a message what must not be seen. */
  readonly redact: (message: string) => string;
}

/** Made when a call first needs it, and never before: without a token, check and diff still work. */
export const environment = (config: Config): (() => E.Either<Unconfigured, Shared>) => {
  let made: E.Either<Unconfigured, Shared> | undefined;
  return () =>
    (made ??= pipe(
      settings(config, process.env),
      E.map((found) => ({ send: http(found), redact: redact(found.accessToken) })),
    ));
};
