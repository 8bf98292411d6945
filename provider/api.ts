import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { unreadable, type ApiError } from "./errors.js";
import type { Reply, Request, Send } from "./http.js";
import type { Key } from "./keys.js";
import { InsightGroup, type Described } from "./model.js";
import type { Operation } from "./patch.js";
import { problems } from "./problems.js";

/** What the calls of a process share. */
export interface Env {
  readonly send: Send;
}

/** An effect on LaunchDarkly: it ends in an A, or in an error that can be explained. */
export type Api<A> = RTE.ReaderTaskEither<Env, ApiError, A>;

export const createGroup = (json: Described): Api<InsightGroup> =>
  pipe(send("group", { method: "POST", json }), as(InsightGroup));

export const getGroup = (key: Key): Api<InsightGroup> => pipe(send(one(key), { method: "GET" }), as(InsightGroup));

export const patchGroup = (key: Key, json: readonly Operation[]): Api<InsightGroup> =>
  pipe(send(one(key), { method: "PATCH", json }), as(InsightGroup));

export const deleteGroup = (key: Key): Api<Reply> => send(one(key), { method: "DELETE" });

const one = (key: Key): string => `groups/${encodeURIComponent(key)}`;

const send =
  (endpoint: string, request: Omit<Request, "path">): Api<Reply> =>
  (env) =>
    env.send({ ...request, path: `api/v2/engineering-insights/insights/${endpoint}` });

const as =
  <A>(codec: t.Decoder<unknown, A>) =>
  (effect: Api<Reply>): Api<A> =>
    pipe(
      effect,
      RTE.flatMapEither(({ status, json }) =>
        pipe(
          codec.decode(json),
          E.mapLeft((errors): ApiError => unreadable(status, problems(errors))),
        ),
      ),
    );
