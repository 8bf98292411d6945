import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import { rateLimitTimeout, unreachable, type ApiError } from "../errors/apiError.js";
import { read, type Answer, type Exchange, type Reply, type Request } from "./client.js";
import type { Clock } from "../lib/clock.js";
import type { Settings } from "../config/settings.js";
import { pause } from "./backoff.js";
import type { CircuitBreaker } from "./circuitBreaker.js";
import type { OperationDeadline } from "./operationDeadline.js";
import { parseRetryAfter } from "./rateLimit/headers.js";
import { longestWaitMs, type RateLimiter } from "./rateLimit/rateLimiter.js";
import { failure, retryPolicy, type Retry } from "./retryPolicy.js";

/** What all requests of a process share, and the deadline of the operation that a request belongs to. */
export interface HttpEnv {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly exchange: Exchange;
  readonly rateLimiter: RateLimiter;
  readonly circuitBreaker: CircuitBreaker;
  readonly budget: OperationDeadline;
  /** Shows a line if the setting `debug` is on. */
  readonly debug: (message: string) => void;
}

type Http<A> = ReaderTaskEither<HttpEnv, ApiError, A>;

/** Sends a request, and again as often as its method, its failures and the deadline allow. */
export const send = (request: Request): Http<Reply> =>
  retrying(
    (error) => retryPolicy(request.method, error),
    (last) => attempt(request, last),
  );

/** @param action Is passed the error of the attempt before it. */
const retrying =
  <A>(policy: (error: ApiError) => Retry, action: (last: ApiError | undefined) => Http<A>): Http<A> =>
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
      const inTime = await pause(retries)(env)();
      if (E.isLeft(inTime) || !inTime.right) return result;
    }
  };

const overdue = ({ budget, settings }: HttpEnv, last: ApiError | undefined): ApiError | undefined => {
  if (budget.queued() >= longestWaitMs) return rateLimitTimeout();
  if (budget.remaining() > 0) return undefined;
  return last ?? unreachable(`${String(settings.deadline / 1_000)} s are over`, false);
};

const attempt = (request: Request, last: ApiError | undefined): Http<Reply> => {
  const exchanged: Http<Reply> = (env) => async () => {
    const { settings, clock, rateLimiter, budget } = env;
    const queued = clock.now();
    const acquired = await budget.whileQueued(rateLimiter.acquire(`${request.method} ${request.route}`));
    if (E.isLeft(acquired)) return E.left(tooLong(acquired.left));
    const started = clock.now();
    budget.countRequest();
    const timeout = Math.min(settings.requestTimeout, budget.remaining());
    const answer = await env.exchange(request, timeout)();
    acquired.right(E.isRight(answer) ? answer.right : undefined);
    env.debug(
      `${request.method} /${request.path} ${E.isRight(answer) ? String(answer.right.status) : answer.left.reason} ` +
        `in ${ms(clock.now() - started)}, after waiting ${ms(started - queued)}`,
    );
    // No reply in the rest of a deadline, which may be a millisecond, says less than the reply before it.
    const earlier = (error: ApiError): ApiError =>
      timeout < settings.requestTimeout && error._tag === "Unreachable" && last !== undefined && isTransient(last)
        ? last
        : error;
    return pipe(answer, E.flatMap(read), E.mapLeft(earlier));
  };
  return (env) => env.circuitBreaker.execute(exchanged(env), env.budget);
};

const tooLong = (response: Answer | undefined): ApiError => {
  const answer = response && read(response);
  const waitMs = response && parseRetryAfter(response);
  return rateLimitTimeout(answer && E.isLeft(answer) && waitMs ? { answer: answer.left, waitMs } : undefined);
};

const isTransient = (error: ApiError): boolean => failure(error) === "transient";

const ms = (time: number): string => `${time.toFixed(0)} ms`;
