import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { ReaderTaskEither } from "fp-ts/ReaderTaskEither";
import type { Adopted } from "./adopted.js";
import type { Budget } from "./budget.js";
import type { Clock } from "./clock.js";
import { throttled, unreachable, type ApiError } from "./errors.js";
import { read, type Exchange, type Reply, type Request } from "./http.js";
import type { Outage } from "./outage.js";
import { longestWait, type Gate } from "./pace.js";
import { failure, isRepeated } from "./policy.js";
import type { Reads } from "./reads.js";
import type { Settings } from "./settings.js";

/** What all calls of a process share, and what this one may spend. */
export interface Env {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly exchange: Exchange;
  readonly gate: Gate;
  readonly outage: Outage;
  readonly reads: Reads;
  readonly budget: Budget;
  /** The keys of the groups that this process created or adopted. */
  readonly ours: Set<string>;
  /** The groups that this run has adopted, in whichever process. */
  readonly adopted: Adopted;
  /** The keys of the groups that are in the stack, and still declared in this run. */
  readonly declared: Set<string>;
  /** The keys of the groups that it deleted. */
  readonly deleted: Set<string>;
  /** Tells people what they ought to know. */
  readonly warn: (message: string) => void;
  /** Tells them what they asked for with the setting `debug`. */
  readonly debug: (message: string) => void;
}

/** An effect on LaunchDarkly: it ends in an A, or in an error that can be explained. */
export type Api<A> = ReaderTaskEither<Env, ApiError, A>;

/** One request, and as many attempts as its method, its failures and the deadline allow. */
export const send =
  (request: Request): Api<Reply> =>
  (env) =>
  async () => {
    let last: ApiError | undefined;
    for (let retries = 0; ; retries++) {
      const refusal = env.outage.refusal() ?? overdue(env, last);
      if (refusal !== undefined) return E.left(refusal);
      const reply = await attempt(request, env, last);
      if (E.isLeft(reply)) last = reply.left;
      if (E.isRight(reply) || !isRepeated(request.method, reply.left) || env.outage.isDown()) return reply;
      // The gate already waits for what a 429 is about.
      if (failure(reply.left) === "limited") continue;
      const inTime = await pause(retries)(env)();
      if (E.isLeft(inTime) || !inTime.right) return reply;
    }
  };

const overdue = ({ budget, settings }: Env, last: ApiError | undefined): ApiError | undefined => {
  if (budget.waited >= longestWait) return throttled;
  if (budget.remaining() > 0) return undefined;
  return last ?? unreachable(`${String(settings.deadline / 1_000)} s are over`, false);
};

/** Waits before the next attempt; false where the deadline comes first. */
export const pause =
  (retries: number): Api<boolean> =>
  ({ budget, clock }) =>
  async () => {
    const wait = clock.random() * Math.min(longestPause, firstPause * 2 ** retries);
    if (wait >= budget.remaining()) return E.right(false);
    await clock.sleep(wait);
    return E.right(true);
  };

/** Full jitter, in milliseconds: up to the first, doubled each time, up to the longest. */
const firstPause = 200;
const longestPause = 10_000;

/** @param last How the attempt before it failed. */
const attempt = async (request: Request, env: Env, last: ApiError | undefined): Promise<E.Either<ApiError, Reply>> => {
  const { settings, clock, gate, outage, budget } = env;
  const queued = clock.now();
  const leave = await gate.enter(`${request.method} ${request.route}`);
  const started = clock.now();
  budget.waited += started - queued;
  if (leave === undefined) return E.left(throttled);
  budget.attempts += 1;
  const timeout = Math.min(settings.requestTimeout, budget.remaining());
  const answer = await env.exchange(request, timeout)();
  leave(E.isRight(answer) ? answer.right : undefined);
  env.debug(
    `${request.method} /${request.path} ${E.isRight(answer) ? String(answer.right.status) : answer.left.reason} ` +
      `in ${ms(clock.now() - started)}, after waiting ${ms(started - queued)}`,
  );
  // No reply in the rest of a deadline, which may be a millisecond, says less than a reply before it.
  const unsaid = (error: ApiError): ApiError =>
    timeout < settings.requestTimeout && error._tag === "Unreachable" && last !== undefined && isTransient(last)
      ? last
      : error;
  const reply = pipe(answer, E.flatMap(read), E.mapLeft(unsaid));
  outage.saw(E.isLeft(reply) && isTransient(reply.left) ? reply.left : undefined);
  return reply;
};

const isTransient = (error: ApiError): boolean => failure(error) === "transient";

const ms = (time: number): string => `${time.toFixed(0)} ms`;
