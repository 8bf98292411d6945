import * as t from "io-ts";
import { JsonObject } from "../lib/json.js";
import { nullable } from "../lib/nullable.js";
import { orUnknown } from "../lib/unknownInPreview.js";
import { Key, Name, ProjectKey, text } from "./keys.js";

export const eventTypes = ["started", "finished", "failed", "custom"] as const;
export type EventType = (typeof eventTypes)[number];

export const applicationKinds = ["server", "browser", "mobile"] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

const oneOf = <Value extends string>(name: string, values: readonly Value[]): t.Type<Value, unknown> =>
  text<Value>(name, (s) =>
    values.some((value) => value === s)
      ? undefined
      : `must be one of ${values.map((value) => `"${value}"`).join(", ")}`,
  );

const Version = text("Version", (s) => {
  if (s === "") return "must not be empty";
  return /^[a-zA-Z0-9._-]+$/.test(s) ? undefined : 'must contain only letters, digits, ".", "-" and "_"';
});

/** A time in milliseconds. The bounds exclude seconds and microseconds. */
const EpochMs: t.Type<number, unknown> = new t.Type(
  "EpochMs",
  (u): u is number => Number.isSafeInteger(u) && Number(u) >= 1e11 && Number(u) < 1e14,
  (u, context) =>
    EpochMs.is(u)
      ? t.success(u)
      : t.failure(u, context, "must be a whole number of milliseconds since 1970, such as 1700000000000"),
  (ms) => ms,
);

const knownEventType = orUnknown(oneOf("EventType", eventTypes));

const EventTypeOrDefault = new t.Type<EventType, unknown>(
  "EventType",
  knownEventType.is,
  (u, context) => (u === undefined || u === null ? t.success("finished") : knownEventType.validate(u, context)),
  (eventType) => eventType,
);

/** The arguments of a deployment event in canonical form, with LaunchDarkly's names; in a preview any may be unknown. */
export const DeploymentEventInputs = t.exact(
  t.type({
    projectKey: orUnknown(ProjectKey),
    environmentKey: orUnknown(ProjectKey),
    applicationKey: orUnknown(Key),
    version: orUnknown(Version),
    eventType: EventTypeOrDefault,
    applicationName: nullable(orUnknown(Name)),
    applicationKind: nullable(orUnknown(oneOf("ApplicationKind", applicationKinds))),
    versionName: nullable(orUnknown(Name)),
    eventTime: nullable(orUnknown(EpochMs)),
    eventMetadata: nullable(orUnknown(JsonObject)),
    deploymentMetadata: nullable(orUnknown(JsonObject)),
  }),
  "DeploymentEventArgs",
);
export interface DeploymentEventInputs extends Readonly<t.TypeOf<typeof DeploymentEventInputs>> {}

/** Names of the arguments, in the order in which messages list them. */
export const argumentNames = [
  "projectKey",
  "environmentKey",
  "applicationKey",
  "version",
  "eventType",
  "applicationName",
  "applicationKind",
  "versionName",
  "eventTime",
  "eventMetadata",
  "deploymentMetadata",
] as const satisfies readonly (keyof DeploymentEventInputs)[];
export type ArgumentName = (typeof argumentNames)[number];

/** The arguments that Pulumi passes, which an older version may have written. */
export type EventProperties = Readonly<Partial<Record<ArgumentName, unknown>>>;

export const argumentsOf = (properties: Readonly<Record<string, unknown>>): EventProperties =>
  Object.fromEntries(argumentNames.map((name) => [name, properties[name]]));

/** Returns the id of an event, which has none in LaunchDarkly. No part of it contains a slash. */
export const eventIdOf = (properties: EventProperties): string =>
  (["projectKey", "environmentKey", "applicationKey", "version", "eventType"] as const)
    .map((name) => (typeof properties[name] === "string" ? properties[name] : ""))
    .join("/");
