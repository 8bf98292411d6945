import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { send, type Api } from "./attempts.js";
import { unreadable } from "./errors.js";
import { GroupPage, pageSize } from "./groupPage.js";
import type { Reply, Request } from "./http.js";
import type { Key } from "./keys.js";
import { InsightGroup, type Inputs } from "./model.js";
import type { Operation } from "./patch.js";
import { problems } from "./problems.js";

const insights = "api/v2/engineering-insights/insights";

export const createGroup = (json: Inputs): Api<InsightGroup> =>
  pipe(write(json.key, { method: "POST", ...group, json }), as(InsightGroup));

export const getGroup = (key: Key): Api<InsightGroup> =>
  pipe(send({ method: "GET", ...groupOf(key) }), as(InsightGroup));

/** A group, and LaunchDarkly's clock when it was seen, in epoch milliseconds. */
export interface Sighting {
  readonly group: InsightGroup;
  readonly date: number | undefined;
}

export const seeGroup = (key: Key): Api<Sighting> =>
  pipe(
    send({ method: "GET", ...groupOf(key) }),
    RTE.flatMap((reply) =>
      pipe(
        RTE.right(reply),
        as(InsightGroup),
        RTE.map((found) => ({ group: found, date: reply.date })),
      ),
    ),
  );

/** The groups from an offset on, in LaunchDarkly's own order. */
export const listGroups = (offset: number): Api<GroupPage> =>
  pipe(send({ method: "GET", ...groupsFrom(offset) }), as(GroupPage));

export const patchGroup = (key: Key, json: readonly Operation[]): Api<InsightGroup> =>
  pipe(write(key, { method: "PATCH", ...groupOf(key), json }), as(InsightGroup));

export const deleteGroup = (key: Key): Api<Reply> => write(key, { method: "DELETE", ...groupOf(key) });

/** No page speaks for a group from here on. */
const write =
  (key: Key, request: Request): Api<Reply> =>
  (env) =>
    env.reads.writing(key, send(request))(env);

/** Singular here, plural below: that is LaunchDarkly's. */
const group: Pick<Request, "path" | "route"> = { path: `${insights}/group`, route: "group" };

const groupOf = (key: Key): Pick<Request, "path" | "route"> => ({
  path: `${insights}/groups/${encodeURIComponent(key)}`,
  route: "groups/{insightGroupKey}",
});

const groupsFrom = (offset: number): Pick<Request, "path" | "route"> => ({
  path: `${insights}/groups?limit=${String(pageSize)}&offset=${String(offset)}`,
  route: "groups",
});

const as =
  <A>(codec: t.Decoder<unknown, A>) =>
  (effect: Api<Reply>): Api<A> =>
    pipe(
      effect,
      RTE.flatMapEither(({ status, json }) =>
        pipe(
          codec.decode(json),
          E.mapLeft((errors) => unreadable(status, problems(errors))),
        ),
      ),
    );
