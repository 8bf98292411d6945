import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { send, type Api } from "../http/send.js";
import { insightsPath, readInsights } from "./readInsights.js";
import { decodeBody, expectNoContent } from "./decodeResponse.js";
import { pageSize } from "./groupPage.js";
import type { Request } from "../http/client.js";
import type { Key } from "../model/keys.js";
import { InsightGroup, type InsightGroupInputs } from "../model/insightGroup.js";
import type { PatchOperation } from "../model/patchOperation.js";
import { InsightScores, ScoredInsightGroup } from "../model/insightScores.js";

const insights = `${insightsPath}/insights`;

export const createGroup = (json: InsightGroupInputs): Api<InsightGroup> =>
  pipe(send({ method: "POST", ...group, json }), decodeBody(InsightGroup));

export const getGroup = (key: Key): Api<InsightGroup> =>
  pipe(send({ method: "GET", ...groupOf(key) }), decodeBody(InsightGroup));

/** A group, and LaunchDarkly's clock when it was read, in epoch milliseconds. */
export interface GroupWithServerTime {
  readonly group: InsightGroup;
  readonly serverTime: number | undefined;
}

export const getGroupWithServerTime = (key: Key): Api<GroupWithServerTime> =>
  pipe(
    send({ method: "GET", ...groupOf(key) }),
    RTE.flatMap((reply) =>
      pipe(
        RTE.right(reply),
        decodeBody(InsightGroup),
        RTE.map((found) => ({ group: found, serverTime: reply.date })),
      ),
    ),
  );

/** Returns the page of groups at an offset, in LaunchDarkly's order. @param query Matches names; empty for all groups. */
export const listGroups = <Page>(page: t.Decoder<unknown, Page>, offset: number, query = ""): Api<Page> =>
  pipe(send({ method: "GET", ...groupsFrom(offset, query) }), decodeBody(page));

export const getScoredGroup = (key: Key): Api<ScoredInsightGroup> => {
  const { path, route } = groupOf(key);
  return pipe(send({ method: "GET", path: `${path}?expand=scores`, route }), decodeBody(ScoredInsightGroup));
};

/** Selects scores. */
export interface ScoresQuery {
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly applicationKeys?: readonly string[] | undefined;
}

/** Returns the scores of an environment for these applications; for all applications if there are none. */
export const getScores = ({
  projectKey,
  environmentKey,
  applicationKeys: applicationKey,
}: ScoresQuery): Api<InsightScores> =>
  readInsights("insights/scores", { projectKey, environmentKey, applicationKey }, InsightScores);

export const patchGroup = (key: Key, json: readonly PatchOperation[]): Api<InsightGroup> =>
  pipe(send({ method: "PATCH", ...groupOf(key), json }), decodeBody(InsightGroup));

export const deleteGroup = (key: Key): Api<void> => pipe(send({ method: "DELETE", ...groupOf(key) }), expectNoContent);

/** LaunchDarkly's POST has `group` in its path; all other requests have `groups`. */
const group: Pick<Request, "path" | "route"> = { path: `${insights}/group`, route: "group" };

const groupOf = (key: Key): Pick<Request, "path" | "route"> => ({
  path: `${insights}/groups/${encodeURIComponent(key)}`,
  route: "groups/{insightGroupKey}",
});

const groupsFrom = (offset: number, query: string): Pick<Request, "path" | "route"> => {
  const filter = query === "" ? "" : `&query=${encodeURIComponent(query)}`;
  return { path: `${insights}/groups?limit=${String(pageSize)}&offset=${String(offset)}${filter}`, route: "groups" };
};
