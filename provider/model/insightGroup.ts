import * as t from "io-ts";
import { asWritten, asReturned, canonical, type ApplicationKeys } from "./applicationKeys.js";
import { Key, Name, ProjectKey, ReturnedKey } from "./keys.js";
import { Numeric } from "../lib/lenientCodecs.js";
import { orUnknown } from "../lib/unknownInPreview.js";

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

/** LaunchDarkly's own names, in the order in which messages list them. */
export const argumentNames = ["name", "key", "projectKey", "environmentKey", "applicationKeys"] as const;
export type ArgumentName = (typeof argumentNames)[number];

const properties = {
  name: t.string,
  projectKey: t.string,
  environmentKey: t.string,
  applicationKeys: asReturned,
  /** Epoch milliseconds. */
  createdAt: Numeric,
};

/**
 * A group as LaunchDarkly returns it and state stores it, without `environment`, which contains SDK keys, and without
 * scores, which change all the time.
 */
export const InsightGroup = t.exact(t.type({ ...properties, key: Key }), "InsightGroup");
export interface InsightGroup extends Readonly<t.TypeOf<typeof InsightGroup>> {}

/** A group in a list. A program may not be able to declare its key. */
export const ListedInsightGroup = t.exact(t.type({ ...properties, key: ReturnedKey }), "InsightGroup");
export interface ListedInsightGroup extends Readonly<t.TypeOf<typeof ListedInsightGroup>> {}

/** Some or all properties of a group: arguments, outputs or an older state. */
export interface GroupProperties {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly projectKey?: string | undefined;
  readonly environmentKey?: string | undefined;
  readonly applicationKeys?: ApplicationKeys;
  readonly createdAt?: number | undefined;
}

/** Reads the properties that Pulumi passes, which an older version or a failed operation may have written. */
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

/** An unknown list becomes a list of one unknown, which differs from every known list. */
const applicationsOf = (u: unknown): ApplicationKeys =>
  canonical(Array.isArray(u) ? u.map(String) : typeof u === "string" ? [u] : []);

/** Returns the arguments of a group, which refresh writes to state as its inputs. */
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
