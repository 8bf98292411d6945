import * as E from "fp-ts/Either";
import type { AccountView } from "./account.js";
import { unknownPlace } from "./behaviour.js";
import { recordBody, takeBody, type Reply } from "./endpoint.js";
import { milliseconds, oneOf, optional, record, text, type Field } from "./fields.js";
import { uuidOf } from "./random.js";
import { associatedBy } from "./repositories.js";
import { created, notFound } from "./httpResponse.js";
import type { StoredDeployment, StoredDeploymentEvent } from "./stored.js";

const version: Field<string> = (value) =>
  typeof value === "string" && /^[\w.-]+$/.test(value)
    ? E.right(value)
    : E.left("must consist of letters, numbers, periods, hyphens and underscores");

const newEvent = {
  projectKey: text,
  environmentKey: text,
  applicationKey: text,
  applicationName: optional(text),
  applicationKind: optional(oneOf("server", "browser", "mobile")),
  version,
  versionName: optional(text),
  eventType: oneOf("started", "failed", "finished", "custom"),
  eventTime: optional(milliseconds),
  eventMetadata: optional(record),
  deploymentMetadata: optional(record),
};

export const createDeploymentEvent = takeBody(
  recordBody(newEvent, "a deployment event"),
  (account, { body, now }): Reply => {
    const { behaviour, deploymentEvents } = account;
    const unknown = unknownPlace(behaviour, body);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    const id = uuidOf(`event ${String(deploymentEvents.size)} ${String(now)} ${JSON.stringify(body)}`);
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    // The fields that are left out are the optional ones.
    const event = { ...given, id, eventTime: body.eventTime ?? now } as StoredDeploymentEvent;
    const isRepeated = [...deploymentEvents.values()].some(
      (each) => isSameVersion(each, event) && each.eventType === event.eventType && each.eventTime === event.eventTime,
    );
    if (isRepeated && behaviour.repeatedEvents === "ignore") return [created];
    const deployment = paired(account, event, now);
    return [
      created,
      {
        deploymentEvents: [[id, event]],
        repositories: associatedBy(account, event),
        ...(deployment && { deployments: [[deployment.id, deployment]] }),
      },
    ];
  },
);

/** Returns the deployment of an event: the running one of the same version, or a new one. A custom event has none. */
const paired = (
  { deployments }: AccountView,
  event: StoredDeploymentEvent,
  now: number,
): StoredDeployment | undefined => {
  const { eventType, eventTime, deploymentMetadata } = event;
  if (eventType === "custom") return undefined;
  const earlier = [...deployments.values()].filter((each) => isSameVersion(each, event));
  const running = earlier.findLast(({ endedAt }) => endedAt === undefined);
  const metadata = { ...running?.metadata, ...deploymentMetadata };
  const withMetadata = Object.keys(metadata).length === 0 ? {} : { metadata };
  if (eventType === "started") {
    return { ...(running ?? begun(event, earlier, now)), ...withMetadata };
  }
  if (running === undefined) {
    return { ...begun(event, earlier, now), endedAt: eventTime, status: eventType, ...withMetadata };
  }
  const endedAt = Math.max(eventTime, running.startedAt);
  return { ...running, endedAt, durationMs: endedAt - running.startedAt, status: eventType, ...withMetadata };
};

const begun = (
  { id, applicationKind = "server", eventTime, ...event }: StoredDeploymentEvent,
  earlier: readonly StoredDeployment[],
  receivedAt: number,
): StoredDeployment => ({
  id: uuidOf(`deployment ${id}`),
  projectKey: event.projectKey,
  environmentKey: event.environmentKey,
  applicationKey: event.applicationKey,
  applicationKind,
  version: event.version,
  startedAt: eventTime,
  status: "started",
  kind: earlier.length === 0 ? "deployment" : "redeployment",
  archived: false,
  receivedAt,
});

const versionFields = ["projectKey", "environmentKey", "applicationKey", "version"] as const;

type Version = Pick<StoredDeployment, (typeof versionFields)[number]>;

const isSameVersion = (one: Version, other: Version): boolean =>
  versionFields.every((field) => one[field] === other[field]);
