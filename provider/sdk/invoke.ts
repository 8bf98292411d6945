import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/settings.js";
import { unknownArguments } from "../lib/unknownArguments.js";
import type * as runtime from "../runtime/callFunction.js";
import { configOf, type Provider } from "./provider.js";
import { idsBehind } from "./pulumiInternals.js";
import { refuse, runError } from "./runError.js";

/** The options of the functions that take Inputs. */
export interface FunctionOptions {
  /**
   * The explicit provider whose account is queried.
   * @default the account of stack config or of the environment
   */
  readonly provider?: Provider | undefined;
  /** Resources that must exist before LaunchDarkly is queried, in addition to the sources of the arguments. */
  readonly dependsOn?: pulumi.Resource | readonly pulumi.Resource[] | undefined;
}

/** The same arguments with Inputs as values and as elements of lists. */
export type InputsOf<Args> = { readonly [Argument in keyof Args]: pulumi.Input<InputsIn<Args[Argument]>> };
type InputsIn<A> = A extends readonly (infer Element)[] ? readonly pulumi.Input<Element>[] : A;

type Name = runtime.FunctionName;

/** The only place where a Left of a function becomes a rejection. Loads the client and the codecs when first needed. */
const invoke = async <A>(name: Name, args: object, config: Config): Promise<A> => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- jest knows no `import()` without a flag
  const { callFunction } = require("../runtime/callFunction.js") as typeof runtime;
  const result = await callFunction(name, { ...args }, config, pulumi.log);
  if (result._tag === "Left") throw runError(result.left.message);
  return result.right as A; // the function has decoded it
};

/** @param options Rejected if it is an object. `map` passes a number and a list, which are ignored. */
export const invokePlain = async <A>(name: Name, args: object, options: unknown): Promise<A> => {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) {
    throw runError(`${name} takes no options: use ${name}Output, which takes \`provider\` and \`dependsOn\``);
  }
  const isLater = (value: unknown): boolean => pulumi.Output.isInstance(value) || value instanceof Promise;
  const later = Object.entries({ ...args }).filter(([, value]) => [value].flat().some(isLater));
  const reason = `is an Output or a Promise, which ${name} cannot resolve: use ${name}Output`;
  refuse(later.map(([property]) => ({ property, reason })));
  return invoke(name, args, pulumi.runtime.getConfig);
};

const optionNames = ["provider", "dependsOn"] as const satisfies readonly (keyof FunctionOptions)[];

export const invokeOutput = <A>(
  name: Name,
  args: object,
  options: FunctionOptions | null | undefined,
): pulumi.Output<A> => {
  refuse(unknownArguments({ ...options }, optionNames, "FunctionOptions"));
  const { provider, dependsOn = [] } = options ?? {};
  const resources = [dependsOn].flat();
  refuse(
    resources.flatMap((resource, index) =>
      pulumi.Resource.isInstance(resource)
        ? []
        : [{ property: `dependsOn[${String(index)}]`, reason: "must be a resource" }],
    ),
  );
  // The token makes the configuration of a provider secret; what LaunchDarkly returns is not.
  const config = provider === undefined ? pulumi.output(undefined) : pulumi.unsecret(configOf(provider));
  const inputs = pulumi.output(args);
  const found = pulumi
    .all([inputs, config, idsBehind(inputs, resources)])
    .apply(([known, values]) =>
      invoke<A>(name, known, values === undefined ? pulumi.runtime.getConfig : (setting) => values[setting]),
    );
  return found; // a decoded result contains no Outputs to unwrap
};
