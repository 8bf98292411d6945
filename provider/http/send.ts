import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import type { Settings } from "../config/settings.js";
import { networkError, rateLimitTimeout, type ApiError } from "../errors/apiError.js";
import type { Clock } from "../lib/clock.js";
import { backOff } from "./backoff.js";
import type { CircuitBreaker } from "./circuitBreaker.js";
import type { HttpResponse, Request, Transport } from "./client.js";
import type { OperationDeadline } from "./operationDeadline.js";
import { parseRetryAfter } from "./rateLimit/headers.js";
import { longestWaitMs, type RateLimiter } from "./rateLimit/rateLimiter.js";
import { readResponse, type Success } from "./readResponse.js";
import { classifyFailure, retryPolicy, type Retry } from "./retryPolicy.js";

/** Shared by all requests of a process, except the deadline, which belongs to one operation. */
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

/** An effect that calls LaunchDarkly's API. */
export type Api<A, Context = HttpContext> = ReaderTaskEither<Context, ApiError, A>;

/** Sends a request, and retries it as long as the retry policy, the circuit breaker and the deadline allow. */
export const send = (request: Request): Api<Success> =>
  retrying(
    (error) => retryPolicy(request.method, error),
    (previous) => attempt(request, previous),
  );

/** @param action Receives the error of the previous attempt. */
const retrying =
  <A>(policy: (error: ApiError) => Retry, action: (previous: ApiError | undefined) => Api<A>): Api<A> =>
  (context) =>
  async () => {
    let previous: ApiError | undefined;
    for (let retries = 0; ; retries++) {
      const expired = deadlineError(context, previous);
      if (expired !== undefined) return E.left(expired);
      const result = await action(previous)(context)();
      if (E.isRight(result)) return result;
      previous = result.left;
      const retry = policy(previous);
      if (retry === "never" || context.circuitBreaker.isOpen()) return result;
      if (retry === "atOnce") continue;
      const isInTime = await backOff(retries)(context)();
      if (E.isLeft(isInTime) || !isInTime.right) return result;
    }
  };

const deadlineError = ({ deadline, settings }: HttpContext, previous?: ApiError): ApiError | undefined => {
  if (deadline.queued() >= longestWaitMs) return rateLimitTimeout();
  if (deadline.remaining() > 0) return undefined;
  return previous ?? networkError(`${String(settings.deadline / 1_000)} s have passed`, false);
};

const attempt = (request: Request, previous: ApiError | undefined): Api<Success> => {
  const exchange: Api<Success> = (context) => async () => {
    const { settings, clock, deadline } = context;
    const queuedAt = clock.now();
    const acquired = await deadline.whileQueued(context.rateLimiter.acquire(`${request.method} ${request.route}`));
    if (E.isLeft(acquired)) return E.left(waitedTooLong(acquired.left));
    const startedAt = clock.now();
    deadline.countRequest();
    const timeoutMs = Math.min(settings.requestTimeout, deadline.remaining());
    const reply = await context.transport(request, timeoutMs)();
    acquired.right(E.isRight(reply) ? reply.right : undefined);
    const outcome = E.isRight(reply) ? String(reply.right.status) : reply.left.reason;
    const times = `in ${inMs(clock.now() - startedAt)}, after waiting ${inMs(startedAt - queuedAt)}`;
    context.debug(`${request.method} /${request.path} ${outcome} ${times}`);
    // Only a millisecond of the deadline may remain: a time-out then explains less than the previous error.
    const isCutOff = timeoutMs < settings.requestTimeout && E.isLeft(reply) && reply.left._tag === "NetworkError";
    if (isCutOff && previous !== undefined && classifyFailure(previous) === "transient") return E.left(previous);
    return pipe(reply, E.flatMap(readResponse));
  };
  return (context) => context.circuitBreaker.execute(exchange(context), context.deadline);
};

/** @param response The response that asked for a longer wait, if any. */
const waitedTooLong = (response: HttpResponse | undefined): ApiError => {
  const answer = response && readResponse(response);
  const waitMs = response && parseRetryAfter(response);
  return rateLimitTimeout(answer && E.isLeft(answer) && waitMs ? { answer: answer.left, waitMs } : undefined);
};

const inMs = (timeMs: number): string => `${timeMs.toFixed(0)} ms`;
