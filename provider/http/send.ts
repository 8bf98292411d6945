import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import { rateLimitTimeout, networkError, type ApiError } from "../errors/apiError.js";
import { readResponse, type HttpResponse, type Transport, type Success, type Request } from "./client.js";
import type { Clock } from "../lib/clock.js";
import type { Settings } from "../config/settings.js";
import { backOff } from "./backoff.js";
import type { CircuitBreaker } from "./circuitBreaker.js";
import type { OperationDeadline } from "./operationDeadline.js";
import { parseRetryAfter } from "./rateLimit/headers.js";
import { longestWaitMs, type RateLimiter } from "./rateLimit/rateLimiter.js";
import { classifyFailure, retryPolicy, type Retry } from "./retryPolicy.js";

/** What all requests of a process share, and the deadline of the operation that a request belongs to. */
export interface HttpContext {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly rateLimiter: RateLimiter;
  readonly circuitBreaker: CircuitBreaker;
  readonly deadline: OperationDeadline;
  /** Shows a warning to the user. */
  readonly warn: (message: string) => void;
  /** Shows a line if the setting `debug` is on. */
  readonly debug: (message: string) => void;
}

/** An effect on LaunchDarkly: it ends in an A, or in an error that can be explained. */
export type Api<A, Context = HttpContext> = ReaderTaskEither<Context, ApiError, A>;

/** Sends a request, and again as often as its method, its failures and the deadline allow. */
export const send = (request: Request): Api<Success> =>
  retrying(
    (error) => retryPolicy(request.method, error),
    (last) => attempt(request, last),
  );

/** @param action Is passed the error of the attempt before it. */
const retrying =
  <A>(policy: (error: ApiError) => Retry, action: (last: ApiError | undefined) => Api<A>): Api<A> =>
  (env) =>
  async () => {
    let last: ApiError | undefined;
    for (let retries = 0; ; retries++) {
      const late = overdue(env, last);
      if (late !== undefined) return E.left(late);
      const result = await action(last)(env)();
      if (E.isRight(result)) return result;
      last = result.left;
      const retry = policy(last);
      if (retry === "never" || env.circuitBreaker.isOpen()) return result;
      if (retry === "atOnce") continue;
      const inTime = await backOff(retries)(env)();
      if (E.isLeft(inTime) || !inTime.right) return result;
    }
  };

const overdue = ({ deadline, settings }: HttpContext, last: ApiError | undefined): ApiError | undefined => {
  if (deadline.queued() >= longestWaitMs) return rateLimitTimeout();
  if (deadline.remaining() > 0) return undefined;
  return last ?? networkError(`${String(settings.deadline / 1_000)} s are over`, false);
};

const attempt = (request: Request, last: ApiError | undefined): Api<Success> => {
  const exchanged: Api<Success> = (env) => async () => {
    const { settings, clock, rateLimiter, deadline } = env;
    const queued = clock.now();
    const acquired = await deadline.whileQueued(rateLimiter.acquire(`${request.method} ${request.route}`));
    if (E.isLeft(acquired)) return E.left(tooLong(acquired.left));
    const started = clock.now();
    deadline.countRequest();
    const timeout = Math.min(settings.requestTimeout, deadline.remaining());
    const answer = await env.transport(request, timeout)();
    acquired.right(E.isRight(answer) ? answer.right : undefined);
    env.debug(
      `${request.method} /${request.path} ${E.isRight(answer) ? String(answer.right.status) : answer.left.reason} ` +
        `in ${ms(clock.now() - started)}, after waiting ${ms(started - queued)}`,
    );
    // No reply in the rest of a deadline, which may be a millisecond, says less than the reply before it.
    const earlier = (error: ApiError): ApiError =>
      timeout < settings.requestTimeout && error._tag === "NetworkError" && last !== undefined && isTransient(last)
        ? last
        : error;
    return pipe(answer, E.flatMap(readResponse), E.mapLeft(earlier));
  };
  return (env) => env.circuitBreaker.execute(exchanged(env), env.deadline);
};

const tooLong = (response: HttpResponse | undefined): ApiError => {
  const answer = response && readResponse(response);
  const waitMs = response && parseRetryAfter(response);
  return rateLimitTimeout(answer && E.isLeft(answer) && waitMs ? { answer: answer.left, waitMs } : undefined);
};

const isTransient = (error: ApiError): boolean => classifyFailure(error) === "transient";

const ms = (time: number): string => `${time.toFixed(0)} ms`;
