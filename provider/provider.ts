import "./runtime/requireNode.js";
import type * as pulumi from "@pulumi/pulumi";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { settingProblems, type Config } from "./config/settings.js";
import { notFound } from "./errors/apiError.js";
import { formatError } from "./errors/formatError.js";
import type { Operation } from "./errors/describeOperation.js";
import type { Problem } from "./lib/problems.js";
import { deploymentEvent as deploymentEventResource } from "./resources/deploymentEvent/index.js";
import { insightGroup as insightGroupResource } from "./resources/insightGroup/index.js";
import { repositoryProject as repositoryProjectResource } from "./resources/repositoryProject/index.js";
import { makeOwnership } from "./resources/ownership/ownership.js";
import type { Existing, Properties, Resource } from "./resources/resource.js";
import type { ResourceApi } from "./resources/resourceContext.js";
import { makeLazyContext, standardError } from "./runtime/context.js";
import { engineAddress } from "./runtime/engineProcess.js";
import { exitWithEngine } from "./runtime/exitWithEngine.js";
import { runOnResource } from "./runtime/runOnResource.js";

exitWithEngine(process.argv[1]);

/**
 * Makes the state that all resources of a provider process share. Settings are read when needed, because the SDK does not
 * await `configure`.
 */
const makeShared = (config: Config) => {
  const ownership = makeOwnership(engineAddress(process.argv));
  return { config, ownership, context: makeLazyContext(config, { ownership }), configured: new Set<Resource>() };
};
let shared = makeShared(() => undefined);

/** Adapts a resource type to Pulumi's dynamic providers: the only place where a Left is thrown. */
const dynamicProvider = (resource: Resource) => ({
  configure(request: pulumi.dynamic.ConfigureRequest) {
    // The SDK configures each resource type once, with the same config.
    if (shared.configured.size === 0 || shared.configured.has(resource)) {
      shared = makeShared((name) => request.config.get(name));
    }
    shared.configured.add(resource);
    return Promise.resolve();
  },

  check(olds: Properties, news: Properties) {
    const isInStack = olds["__provider"] !== undefined;
    const checked = resource.check(
      isInStack ? withoutProvider(olds) : undefined,
      withoutProvider(news),
      shared.ownership,
    )();
    // Every resource reports invalid settings; the engine stops at the first resource.
    const settings = settingProblems(shared.config, process.env).map((reason) => ({ property: "", reason }));
    const failures = [...settings, ...(E.isLeft(checked) ? checked.left.map(withoutSecret) : [])];
    return Promise.resolve(
      failures.length === 0 && E.isRight(checked) ? { inputs: checked.right } : { inputs: { ...news }, failures },
    );
  },

  diff(id: string, olds: Properties, news: Properties) {
    const difference = resource.diff(olds, news, shared.ownership)();
    if (E.isLeft(difference)) {
      return Promise.reject(expected(formatError(resource.describe("update", id, news), difference.left)));
    }
    const { changed, replaces, note } = difference.right;
    if (note !== undefined) standardError.info(note);
    // Without `changes: true` the engine compares the inputs itself: it prints only the changed leaves and honors
    // replaceOnChanges.
    return Promise.resolve(
      changed.length === 0
        ? { changes: false }
        : { replaces: [...replaces], deleteBeforeReplace: resource.deleteBeforeReplace && replaces.length > 0 },
    );
  },

  async create(news: Properties) {
    const inputs = withoutProvider(news);
    const { id, outputs } = await settle(
      resource,
      resource.describe("create", undefined, inputs),
      resource.create(inputs),
      news,
    );
    return { id, outs: outputs };
  },

  async read(id: string, props: Properties) {
    const operation = resource.describe("read", id, props);
    const outputs = withoutProvider(props);
    const found = await settle(resource, operation, resource.read(id, outputs), props);
    if (O.isSome(found)) return { id: found.value.id, props: found.value.outputs, inputs: found.value.inputs };
    // `get` passes no outputs, and the engine would treat an absent resource as a success.
    if (Object.values(outputs).every((value) => value === undefined)) throw expected(formatError(operation, notFound));
    return {};
  },

  async update(id: string, olds: Properties, news: Properties) {
    const inputs = withoutProvider(news);
    const program = resource.update(id, withoutProvider(olds), inputs);
    return { outs: await settle(resource, resource.describe("update", id, inputs), program, news) };
  },

  async delete(id: string, props: Properties) {
    const outputs = withoutProvider(props);
    await settle(resource, resource.describe("delete", id, outputs), resource.delete(id, outputs), props);
  },
});

/** The engine prints the value of a property that a failure names, in clear even if it is a secret, such as a token. */
const withoutSecret = ({ property, reason }: Problem): Problem =>
  /token|secret|password/i.test(property) ? { property: "", reason: `${property} ${reason}` } : { property, reason };

/** Removes `__provider`, the serialized provider that the SDK passes with the properties. */
const withoutProvider = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "__provider"));

/** @param props The properties as the engine passed them, with `__provider`. */
const settle = async <A>(
  resource: Resource,
  operation: Operation,
  program: ResourceApi<A>,
  props: Properties,
): Promise<A> => {
  const result = await runOnResource(resource, operation, program, shared.context());
  if (E.isRight(result)) return result.right;
  const { message, kept } = result.left;
  throw Object.assign(expected(message), kept === undefined ? {} : partialFailure(kept, message, props));
};

/** Makes an error without a stack trace, which the SDK would print after the message. */
const expected = (message: string): Error => Object.assign(new Error(message), { stack: "" });

/**
 * Returns the properties of an error that keep the resource in state although the call failed. They include `__provider`,
 * which the SDK drops: without it the resource could not be refreshed or destroyed.
 */
const partialFailure = ({ id, outputs }: Existing, message: string, props: Properties): object => ({
  id,
  properties: { ...outputs, __provider: props["__provider"] },
  reasons: [message],
});

/** State refers to these exports by name: see `state.ts`. */
export const insightGroup = dynamicProvider(insightGroupResource);
export const repositoryProject = dynamicProvider(repositoryProjectResource);
export const deploymentEvent = dynamicProvider(deploymentEventResource);
