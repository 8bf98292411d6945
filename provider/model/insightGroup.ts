import * as t from "io-ts";
import { asWritten, asReturned, canonical, type ApplicationKeys } from "./applicationKeys.js";
import { Key, Name, ProjectKey, ReturnedKey } from "./keys.js";
import { orUnknown } from "../lib/unknowns.js";

/** The arguments of a group in canonical form; in a preview any of them may be unknown. */
export const InsightGroupInputs = t.exact(
  t.type({
    name: orUnknown(Name),
    key: orUnknown(Key),
    projectKey: orUnknown(ProjectKey),
    environmentKey: orUnknown(ProjectKey),
    applicationKeys: orUnknown(asWritten),
  }),
  "InsightGroupArgs",
);
export interface InsightGroupInputs extends Readonly<t.TypeOf<typeof InsightGroupInputs>> {}

/** LaunchDarkly's own names, in the order in which people are told about them. */
export const argumentNames = ["name", "key", "projectKey", "environmentKey", "applicationKeys"] as const;
export type ArgumentName = (typeof argumentNames)[number];

const properties = {
  name: t.string,
  projectKey: t.string,
  environmentKey: t.string,
  applicationKeys: asReturned,
  /** Epoch milliseconds. */
  createdAt: t.number,
};

/**
 * The group that LaunchDarkly returns, and what state keeps of it. Never more: `environment` would bring SDK keys, and
 * scores change all the time.
 */
export const InsightGroup = t.exact(t.type({ ...properties, key: Key }), "InsightGroup");
export interface InsightGroup extends Readonly<t.TypeOf<typeof InsightGroup>> {}

/** A group that is only looked at: one with a key that could not be declared is none the less there. */
export const ListedInsightGroup = t.exact(t.type({ ...properties, key: ReturnedKey }), "InsightGroup");
export interface ListedInsightGroup extends Readonly<t.TypeOf<typeof ListedInsightGroup>> {}

/** Whatever has the properties of a group, or some of them: arguments, outputs, an older state. */
export interface GroupProperties {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly projectKey?: string | undefined;
  readonly environmentKey?: string | undefined;
  readonly applicationKeys?: ApplicationKeys;
  readonly createdAt?: number | undefined;
}

/** The same in what Pulumi passes, which may have been written by an older version or after a failure. */
export const groupPropertiesOf = (props: Readonly<Record<string, unknown>>): GroupProperties => {
  const text = (name: ArgumentName): string | undefined => (typeof props[name] === "string" ? props[name] : undefined);
  return {
    name: text("name"),
    key: text("key"),
    projectKey: text("projectKey"),
    environmentKey: text("environmentKey"),
    applicationKeys: applicationsOf(props["applicationKeys"]),
    createdAt: typeof props["createdAt"] === "number" ? props["createdAt"] : undefined,
  };
};

/** An unknown list is a list of one unknown: equal to no list that is known. */
const applicationsOf = (u: unknown): ApplicationKeys =>
  canonical(Array.isArray(u) ? u.map(String) : typeof u === "string" ? [u] : []);

/** The arguments of a group, which are what refresh puts beside its outputs. */
export const argumentsOf = ({
  name,
  key,
  projectKey,
  environmentKey,
  applicationKeys,
}: ListedInsightGroup): GroupProperties => ({
  name,
  key,
  projectKey,
  environmentKey,
  applicationKeys,
});
