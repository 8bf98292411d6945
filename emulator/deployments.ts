import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { AccountView } from "./account.js";
import { viewDeployment } from "./deliveryView.js";
import { orRefusal, takeBody, takeQuery, type Reply } from "./endpoint.js";
import { decodeFields, oneOf, optional, someOf, text, type Field } from "./fields.js";
import { applyPatch, operations, pointer } from "./jsonPatch.js";
import { cursorFields, cursorPage } from "./paging.js";
import { inPlace, placeFields, windowFields } from "./scopedQuery.js";
import { invalidRequest, json, notFound } from "./httpResponse.js";
import type { StoredDeployment } from "./stored.js";

const expand = someOf("pullRequests", "flagReferences");

/** Pages of deployments, the latest first. */
export const listDeployments = takeQuery(
  { ...placeFields, ...windowFields, ...cursorFields, expand, kind: optional(text), status: optional(text) },
  (account, given) =>
    inPlace(account, given, (select) => {
      const { query, now } = given;
      const matching = select(account.deployments, ({ startedAt }) => startedAt)
        .filter((each) => isVisible(account, each, now))
        .filter(({ kind, status }) => kind === (query.kind ?? kind) && status === (query.status ?? status))
        .toReversed()
        .sort((a, b) => b.startedAt - a.startedAt);
      return cursorPage(account, given, matching, (each) => viewDeployment(account, each, query.expand));
    }),
);

export const getDeployment = takeQuery({ expand }, (account, { key, query, now }) =>
  withDeployment(account, { key, now }, (deployment) => [json(200, viewDeployment(account, deployment, query.expand))]),
);

/** LaunchDarkly declares no 422 here, so a patch that cannot be applied is an invalid request. */
export const patchDeployment = takeBody(operations, (account, { key, body, now }) =>
  withDeployment(account, { key, now }, (deployment) => {
    const forbidden = body.find(({ op, path }) => op !== "test" && !Object.hasOwn(patchable, path[0] ?? ""));
    if (forbidden !== undefined) return [invalidRequest(`${pointer(forbidden)} cannot be changed`)];
    return pipe(
      applyPatch({ status: deployment.status, archived: deployment.archived }, body),
      E.mapLeft((reason) => invalidRequest(reason)),
      E.map((patched) => decodeFields(patchable, patched)),
      E.flatMap(E.mapLeft((errors) => invalidRequest("The patch leaves an invalid deployment", errors))),
      E.map((fields): Reply => {
        const after = closed({ ...deployment, ...fields }, now);
        return [json(200, viewDeployment(account, after)), { deployments: [[key, after]] }];
      }),
      orRefusal,
    );
  }),
);

const archived: Field<boolean> = (value) => (typeof value === "boolean" ? E.right(value) : E.left("must be a boolean"));

const patchable = { status: oneOf("started", "finished", "failed"), archived };

/** Ends a deployment now if the patch reports its end. */
const closed = (deployment: StoredDeployment, now: number): StoredDeployment => {
  if (deployment.status === "started" || deployment.endedAt !== undefined) return deployment;
  const endedAt = Math.max(now, deployment.startedAt);
  return { ...deployment, endedAt, durationMs: endedAt - deployment.startedAt };
};

const withDeployment = (
  account: AccountView,
  { key, now }: { readonly key: string; readonly now: number },
  reply: (deployment: StoredDeployment) => Reply,
): Reply => {
  const deployment = account.deployments.get(key);
  return deployment !== undefined && isVisible(account, deployment, now)
    ? reply(deployment)
    : [notFound(`Unknown deployment ID ${key}`)];
};

const isVisible = ({ behaviour }: AccountView, { receivedAt }: StoredDeployment, now: number): boolean =>
  receivedAt + (behaviour.deploymentDelay ?? 0) <= now;
