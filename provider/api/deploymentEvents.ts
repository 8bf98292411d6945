import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { decodeError } from "../errors/apiError.js";
import { send, type Api } from "../http/send.js";
import { nullable } from "../lib/nullable.js";
import type { DeploymentEventInputs } from "../model/deploymentEvent.js";
import { maxPageSize } from "./cursorPages.js";
import { insightsPath, readInsights } from "./readInsights.js";

/** An event whose time is known. */
export interface TimedEvent extends DeploymentEventInputs {
  /** Epoch milliseconds. */
  readonly eventTime: number;
}

/** Sends an event. LaunchDarkly returns 201 without a body; any other success may come from a proxy. */
export const createDeploymentEvent = (json: TimedEvent): Api<void> =>
  pipe(
    send({ method: "POST", path: `${insightsPath}/deployment-events`, route: "deployment-events", json }),
    RTE.flatMapEither(({ status }) =>
      status === 201
        ? E.right(undefined)
        : E.left(decodeError(status, [{ property: "the response", reason: "must be 201" }])),
    ),
  );

/** The parts of a deployment that are compared with an event. */
const ListedDeployment = t.partial({
  applicationVersion: t.unknown,
  startedAt: t.unknown,
  endedAt: t.unknown,
  status: t.unknown,
  metadata: t.unknown,
});
export interface ListedDeployment extends Readonly<t.TypeOf<typeof ListedDeployment>> {}

const Deployments = t.type({ items: nullable(t.readonlyArray(ListedDeployment)) }, "Deployments");

/** Maximum duration of a deployment that is found by the time of its end. */
const longestDeploymentMs = 7 * 86_400_000;
const marginMs = 60_000;

/** Lists the deployments of the event's version around its time: one page, which holds more than a team deploys. */
export const listDeployments = ({
  projectKey,
  environmentKey,
  applicationKey,
  version,
  eventTime,
}: TimedEvent): Api<readonly ListedDeployment[]> => {
  const [from, to] = [eventTime - longestDeploymentMs, eventTime + marginMs];
  const query = { projectKey, environmentKey, applicationKey, from, to, limit: maxPageSize };
  return pipe(
    readInsights("deployments", query, Deployments),
    RTE.map(({ items = [] }) => items.filter(({ applicationVersion }) => applicationVersion === version)),
  );
};
