import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { decodeError } from "../errors/apiError.js";
import { send, type Api } from "../http/send.js";
import { nullable } from "../lib/nullable.js";
import type { DeploymentEventInputs } from "../model/deploymentEvent.js";
import { decodeBody } from "./decodeResponse.js";

const family = "api/v2/engineering-insights";

/** An event whose time is known. */
export interface TimedEvent extends DeploymentEventInputs {
  /** Epoch milliseconds. */
  readonly eventTime: number;
}

/** LaunchDarkly answers 201 without a body; any other success may come from a proxy. */
export const createDeploymentEvent = (json: TimedEvent): Api<void> =>
  pipe(
    send({ method: "POST", path: `${family}/deployment-events`, route: "deployment-events", json }),
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

/** The longest deployment whose end finds its start in the list. */
const longestDeploymentMs = 7 * 86_400_000;
const marginMs = 60_000;

/** Lists the deployments of the event's version at about its time: one page, which holds more than a team deploys. */
export const listDeployments = ({
  projectKey,
  environmentKey,
  applicationKey,
  version,
  eventTime,
}: TimedEvent): Api<readonly ListedDeployment[]> => {
  const query = new URLSearchParams({
    projectKey,
    environmentKey,
    applicationKey,
    from: String(eventTime - longestDeploymentMs),
    to: String(eventTime + marginMs),
    limit: "100",
  });
  return pipe(
    send({ method: "GET", path: `${family}/deployments?${query.toString()}`, route: "deployments" }),
    decodeBody(Deployments),
    RTE.map(({ items = [] }) => items.filter(({ applicationVersion }) => applicationVersion === version)),
  );
};
