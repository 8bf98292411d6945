import { randomUUID } from "node:crypto";
import { version } from "../provider/lib/version.js";
import * as state from "../provider/state.js";

export type Target = "native" | "dynamic";

/** A resource in the export of a stack, with all of its other properties. */
export interface StoredResource extends Readonly<Record<string, unknown>> {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly provider?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
}
type Properties = Readonly<Record<string, unknown>>;

/**
 * Moves the resources of this package in a stack to the types of the plugin, or back, with their providers. Names, ids,
 * parents, dependencies, options and secrets stay.
 */
export const moveResources = (resources: readonly StoredResource[], to: Target): readonly StoredResource[] => {
  const usedByMoving = new Set(resources.filter((each) => isMoved(each, to)).map(({ provider }) => provider));
  const usedByOthers = new Set(resources.filter((each) => !isMoved(each, to)).map(({ provider }) => provider));
  const providers = new Map<string, StoredResource>();
  const replaced = new Map<string, string>();
  const byUrn = new Map(resources.filter(isLive).map((each) => [each.urn, each]));
  for (const resource of resources.filter((each) => usedByMoving.has(referenceTo(each)))) {
    const made = moveProvider(resource, to);
    // Part of the stack may have moved before, or may never move: its provider then exists.
    const provider = isLive(resource) ? (byUrn.get(made.urn) ?? made) : made;
    if (isLive(resource)) byUrn.set(provider.urn, provider);
    providers.set(referenceTo(resource), provider);
    if (!usedByOthers.has(referenceTo(resource))) replaced.set(resource.urn, provider.urn);
  }
  const rename = (urn: string): string => replaced.get(urn) ?? renameTypes(urn, to);
  const moved = resources.flatMap((resource): readonly StoredResource[] => {
    const provider = providers.get(referenceTo(resource));
    if (provider !== undefined) return replaced.has(resource.urn) ? [provider] : [resource, provider];
    return [isMoved(resource, to) ? moveResource(resource, to, providers.get(resource.provider ?? "")) : resource];
  });
  // A provider stands before all resources that use it.
  return [...new Set(moved)].map((resource) => renameUrns(resource, rename));
};

/** Whether a resource is not merely waiting for its deletion: then another one may have its URN. */
const isLive = (resource: StoredResource): boolean => resource["delete"] !== true;

/** Whether a resource is of a type that moves. */
export const isMoved = ({ type }: StoredResource, to: Target): boolean =>
  resourceTypes.some((each) => each[opposite[to]] === type);

const opposite = { native: "dynamic", dynamic: "native" } as const;

const referenceTo = ({ urn, id = "" }: StoredResource): string => `${urn}::${id}`;

const resourceTypes = [
  { dynamic: state.insightGroupType, constant: state.insightGroupConstant },
  { dynamic: state.repositoryProjectType, constant: state.repositoryProjectConstant },
  { dynamic: state.deploymentEventType, constant: state.deploymentEventConstant },
].map((each) => ({ ...each, native: each.dynamic.replace(/^.*:/, "launchdarkly-insights:index:") }));

const moveResource = (resource: StoredResource, to: Target, provider: StoredResource | undefined): StoredResource => {
  const found = resourceTypes.find((each) => each[opposite[to]] === resource.type);
  const properties = (all: Properties = {}): Properties => {
    const visible = without(all, "__provider", state.importOption);
    return to === "native" ? visible : { ...visible, __provider: found?.constant };
  };
  return {
    ...resource,
    type: found?.[to] ?? resource.type,
    inputs: properties(resource.inputs),
    outputs: properties(resource.outputs),
    ...(provider !== undefined && { provider: referenceTo(provider) }),
  };
};

const without = (properties: Properties, ...names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

const providerTypes = {
  dynamic: "pulumi:providers:pulumi-nodejs",
  native: "pulumi:providers:launchdarkly-insights",
} as const;

/** The engine names the default provider of the plugin after its version. */
const defaultProvider = { dynamic: "default", native: `default_${version.replaceAll(".", "_")}` } as const;

const moveProvider = (provider: StoredResource, to: Target): StoredResource => {
  const [stack = "", project = "", types = "", ...rest] = renameTypes(provider.urn, to).split("::");
  const name = rest.join("::");
  // With a component as its parent, the type of the component comes first.
  const newTypes = [...types.split("$").slice(0, -1), providerTypes[to]].join("$");
  const newName = /^default(_\d+_\d+_\d+)?$/.test(name) ? defaultProvider[to] : name;
  // The default dynamic provider has the whole stack config in its inputs.
  const properties = (all: Properties = {}): Properties => ({
    ...Object.fromEntries(
      Object.entries(without(all, "version", "__internal")).flatMap(([setting, value]) => {
        if (to === "dynamic") return [[`launchdarkly:${setting}`, value]];
        return setting.startsWith("launchdarkly:") ? [[setting.replace("launchdarkly:", ""), value]] : [];
      }),
    ),
    ...(to === "native" && { version }),
  });
  return {
    ...provider,
    urn: [stack, project, newTypes, newName].join("::"),
    id: randomUUID(),
    type: providerTypes[to],
    inputs: properties(provider.inputs),
    outputs: properties(provider.outputs),
  };
};

/** Renames types in a URN: `urn:pulumi:<stack>::<project>::<types of parents>$<type>::<name>`. */
const renameTypes = (urn: string, to: Target): string => {
  const [stack = "", project = "", types, ...name] = urn.split("::");
  if (!stack.startsWith("urn:pulumi:") || types === undefined) return urn;
  const renamed = types
    .split("$")
    .map((type) => resourceTypes.find((each) => each[opposite[to]] === type)?.[to] ?? type);
  return [stack, project, renamed.join("$"), ...name].join("::");
};

/**
 * Renames the URNs in a resource: its own and those it refers to. In properties, which may contain any text, only
 * references are renamed.
 */
const renameUrns = ({ inputs, outputs, ...rest }: StoredResource, rename: (urn: string) => string): StoredResource => {
  const renameAll = (value: unknown): unknown =>
    typeof value === "string" ? rename(value) : mapChildren(value, renameAll);
  const renameReferences = (value: unknown): unknown =>
    isReference(value) ? renameAll(value) : mapChildren(value, renameReferences);
  return {
    ...(renameAll(rest) as typeof rest), // of the same shape, as are the others
    ...(inputs && { inputs: renameReferences(inputs) as Properties }),
    ...(outputs && { outputs: renameReferences(outputs) as Properties }),
  };
};

const mapChildren = (value: unknown, change: (value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
};

/** See `specialSigKey` and `specialResourceSig` of `@pulumi/pulumi/runtime`. */
const isReference = (value: unknown): boolean =>
  (value as Properties | null)?.["4dabf18193072939515e22adb298388d"] === "5cf8f73096256a8f31e491e813e4eb8e";
