import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { send, type Api } from "../resources/resourceApi.js";
import { decodeError } from "../errors/apiError.js";
import type { GetInsightScores } from "../functions/arguments.js";
import { GroupPage, pageSize, WholePage } from "./groupPage.js";
import type { Success, Request } from "../http/client.js";
import type { Key } from "../model/keys.js";
import { InsightGroup, type InsightGroupInputs } from "../model/insightGroup.js";
import type { PatchOperation } from "../resources/insightGroup/patch.js";
import { problemsOf } from "../lib/problems.js";
import { InsightScores, ScoredInsightGroup } from "../model/insightScores.js";

const insights = "api/v2/engineering-insights/insights";

export const createGroup = (json: InsightGroupInputs): Api<InsightGroup> =>
  pipe(write(json.key, { method: "POST", ...group, json }), as(InsightGroup));

export const getGroup = (key: Key): Api<InsightGroup> =>
  pipe(send({ method: "GET", ...groupOf(key) }), as(InsightGroup));

/** A group, and LaunchDarkly's clock when it was seen, in epoch milliseconds. */
export interface GroupWithServerTime {
  readonly group: InsightGroup;
  readonly date: number | undefined;
}

export const getGroupWithServerTime = (key: Key): Api<GroupWithServerTime> =>
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

/** The same of those whose name matches, and an error if one of them cannot be read. @param query All, if it is empty. */
export const searchGroups = (query: string, offset: number): Api<WholePage> =>
  pipe(send({ method: "GET", ...groupsFrom(offset, query) }), as(WholePage));

export const getScoredGroup = (key: Key): Api<ScoredInsightGroup> => {
  const { path, route } = groupOf(key);
  return pipe(send({ method: "GET", path: `${path}?expand=scores`, route }), as(ScoredInsightGroup));
};

/** The scores of an environment, for these applications or, without any, for all. */
export const getScores = ({
  projectKey,
  environmentKey,
  applicationKeys = [],
}: GetInsightScores): Api<InsightScores> => {
  const query = new URLSearchParams({ projectKey, environmentKey });
  if (applicationKeys.length > 0) query.set("applicationKey", applicationKeys.join(","));
  return pipe(
    send({ method: "GET", path: `${insights}/scores?${query.toString()}`, route: "scores" }),
    as(InsightScores),
  );
};

export const patchGroup = (key: Key, json: readonly PatchOperation[]): Api<InsightGroup> =>
  pipe(write(key, { method: "PATCH", ...groupOf(key), json }), as(InsightGroup));

/** LaunchDarkly answers without a body: a success with one may come from something on the way that deleted nothing. */
export const deleteGroup = (key: Key): Api<void> =>
  pipe(
    write(key, { method: "DELETE", ...groupOf(key) }),
    RTE.flatMapEither(({ status, json }) =>
      json === undefined
        ? E.right(undefined)
        : E.left(decodeError(status, [{ property: "the body", reason: "must be empty" }])),
    ),
  );

/** No page speaks for a group from here on. */
const write =
  (key: Key, request: Request): Api<Success> =>
  (env) =>
    env.groupLoader.exclusively(key, send(request))(env);

/** Singular here, plural below: that is LaunchDarkly's. */
const group: Pick<Request, "path" | "route"> = { path: `${insights}/group`, route: "group" };

const groupOf = (key: Key): Pick<Request, "path" | "route"> => ({
  path: `${insights}/groups/${encodeURIComponent(key)}`,
  route: "groups/{insightGroupKey}",
});

const groupsFrom = (offset: number, query = ""): Pick<Request, "path" | "route"> => {
  const filter = query === "" ? "" : `&query=${encodeURIComponent(query)}`;
  return { path: `${insights}/groups?limit=${String(pageSize)}&offset=${String(offset)}${filter}`, route: "groups" };
};

const as =
  <A>(codec: t.Decoder<unknown, A>) =>
  (effect: Api<Success>): Api<A> =>
    pipe(
      effect,
      RTE.flatMapEither(({ status, json }) =>
        pipe(
          codec.decode(json),
          E.mapLeft((errors) => decodeError(status, problemsOf(errors))),
        ),
      ),
    );
