import * as pulumi from "@pulumi/pulumi";
import { configOf, type Provider } from "./provider.js";
import type * as runtime from "../runtime/callFunction.js";
import { unknownArguments } from "../lib/unknownArguments.js";
import type { Problem } from "../lib/problems.js";
import { refuse, runError } from "./refuse.js";
import type { Config } from "../config/settings.js";

/** What the functions with Inputs take besides their arguments. */
export interface FunctionOptions {
  /**
   * The account to ask.
   * @default the one of stack config or of the environment
   */
  readonly provider?: Provider | undefined;
  /** What has to exist before LaunchDarkly is asked, besides the resources from which the arguments come. */
  readonly dependsOn?: pulumi.Resource | readonly pulumi.Resource[] | undefined;
}

/** The same arguments with Inputs for values, also in lists. */
export type InputsOf<Args> = { readonly [Argument in keyof Args]: pulumi.Input<InputsIn<Args[Argument]>> };
type InputsIn<A> = A extends readonly (infer Element)[] ? readonly pulumi.Input<Element>[] : A;

type Name = runtime.FunctionName;

/** The only place where a Left of a function becomes a rejection. The client and the codecs are loaded here, when needed. */
const invoke = async <A>(name: Name, args: object, config: Config): Promise<A> => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- jest knows no `import()` without a flag
  const { callFunction } = require("../runtime/callFunction.js") as typeof runtime;
  const result = await callFunction(name, { ...args }, config, pulumi.log);
  if (result._tag === "Left") throw runError(result.left.message);
  return result.right as A; // the lookup has decoded it
};

/** @param more What is given besides the arguments: `map` gives numbers and lists, which mean nothing. */
export const invokePlain = async <A>(name: Name, args: object, more: unknown): Promise<A> => {
  if (typeof more === "object" && more !== null && !Array.isArray(more)) {
    throw runError(`${name} takes no options: use ${name}Output, which takes \`provider\` and \`dependsOn\``);
  }
  const later = Object.entries({ ...args }).filter(([, value]) => [value].flat().some(isLater));
  const reason = `is an Output or a Promise, of which ${name} does not know the value: use ${name}Output`;
  refuse(later.map(([property]) => ({ property, reason })));
  return invoke(name, args, pulumi.runtime.getConfig);
};

const isLater = (value: unknown): boolean => pulumi.Output.isInstance(value) || value instanceof Promise;

/** The token of a provider is a secret; what LaunchDarkly answers is none. */
export const invokeOutput = <A>(
  name: Name,
  args: object,
  options: FunctionOptions | null | undefined,
): pulumi.Output<A> => {
  refuse(unknownArguments({ ...options }, optionNames, "FunctionOptions"));
  const { provider, dependsOn } = options ?? {};
  const resources = [dependsOn ?? []].flat();
  refuse(resources.flatMap((each, index) => (pulumi.Resource.isInstance(each) ? [] : [noResource(index)])));
  const config = provider === undefined ? pulumi.output(undefined) : pulumi.unsecret(configOf(provider));
  const given = pulumi.output(args);
  const found = pulumi
    .all([given, config, idsBehind(given, resources)])
    .apply(([known, values]) =>
      invoke<A>(name, known, values === undefined ? pulumi.runtime.getConfig : (setting) => values[setting]),
    );
  return found; // nothing is left to unwrap in what was decoded
};

const optionNames = ["provider", "dependsOn"] as const satisfies readonly (keyof FunctionOptions)[];

const noResource = (index: number): Problem => ({
  property: `dependsOn[${String(index)}]`,
  reason: "must be a resource",
});

/**
 * Unknown in a preview that is to create a resource from which the arguments come, although they may be known by then: what
 * is looked up may not exist before. Pulumi's own functions wait for it, too.
 */
const idsBehind = (given: pulumi.Output<unknown>, dependsOn: readonly pulumi.Resource[]): pulumi.Output<unknown> => {
  // Its types do not show what the SDK itself uses here.
  const { allResources } = given as unknown as { readonly allResources: () => Promise<ReadonlySet<pulumi.Resource>> };
  return pulumi.output(allResources().then((resources) => idsOf([...resources, ...dependsOn])));
};

/** A component is there when all that is in it is there. */
const idsOf = async (resources: Iterable<pulumi.Resource>): Promise<readonly pulumi.Output<pulumi.ID>[]> => {
  const ids = [...resources].map(async (resource) => {
    if (pulumi.CustomResource.isInstance(resource)) return [resource.id];
    // Its types do not show these either. A component may go on making its children after its constructor.
    const component = resource as { readonly __data?: unknown; readonly __childResources?: Iterable<pulumi.Resource> };
    await component.__data;
    return idsOf(component.__childResources ?? []);
  });
  return (await Promise.all(ids)).flat();
};
