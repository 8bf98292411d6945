import * as E from "fp-ts/Either";
import type ts from "typescript";
import { makeOwnership } from "../../provider/resources/ownership/ownership.js";
import { resultName } from "../../provider/plugin/functionResult.js";
import type {
  FunctionSpec,
  ObjectSpec,
  PackageSchema,
  PropertySpec,
  ResourceSpec,
} from "../../provider/plugin/schema.js";
import { functionNames, packageName, resources, tokenOf } from "../../provider/plugin/tokens.js";
import { examples } from "./examples.js";
import { defaultOf, describe, readDeclarations } from "./declarations.js";
import { capitalized, makeTypes } from "./types.js";

/** Returns the schema of the plugin, from the declarations of the package and the behavior of its resource types. */
export const makeSchema = (): PackageSchema => {
  const declarations = readDeclarations();
  const { checker } = declarations;
  const types = makeTypes(declarations, tokenOf);

  const exported = (name: string): ts.Symbol => {
    const found = declarations.exports.get(name);
    if (found === undefined) throw new Error(`provider/index.ts does not export ${name}`);
    return found;
  };
  const members = (name: string): ObjectSpec => types.membersOf(checker.getDeclaredTypeOfSymbol(exported(name)), name);

  const resourceSpec = (name: string): ResourceSpec => {
    const { properties, required } = members(name);
    const inputs = members(`${name}Args`);
    return {
      description: `${describe(declarations, exported(name))}\n\n${examples()}`,
      ...(properties && { properties }),
      ...(required && { required }),
      inputProperties: mapValues(inputs.properties ?? {}, (spec, property) => ({
        ...spec,
        ...(isReplacedBy(name, property) && { willReplaceOnChanges: true }),
      })),
      ...(inputs.required && { requiredInputs: inputs.required }),
    };
  };

  const functionSpec = (name: string): FunctionSpec => {
    const results = checker
      .getTypeOfSymbol(exported(name))
      .getCallSignatures()
      .map((signature) => resultOf(name, signature));
    return {
      description: describe(declarations, exported(name)),
      inputs: members(`${capitalized(name)}Args`),
      outputs: {
        properties: Object.assign({}, ...results.map(({ properties }) => properties)) as Record<string, PropertySpec>,
        required: (results[0]?.required ?? []).filter((each) =>
          results.every(({ required = [] }) => required.includes(each)),
        ),
      },
    };
  };

  /** Returns the result type of a function: a plugin returns an object, so a list becomes its only property. */
  const resultOf = (name: string, signature: ts.Signature): ObjectSpec => {
    const result = checker.getAwaitedType(signature.getReturnType());
    if (result === undefined) throw new Error(`${name} does not return a Promise`);
    if (!checker.isArrayType(result)) return types.membersOf(result, capitalized(name));
    const property = resultName(name);
    return { properties: { [property]: types.typeOf(result, capitalized(name)) }, required: [property] };
  };

  const settings = members("ProviderArgs").properties ?? {};
  const settingSpecs = mapValues(settings, (spec, name) => ({
    ...spec,
    ...(name === "accessToken" && { secret: true }),
  }));
  return {
    ...about,
    config: {
      variables: mapValues(settingSpecs, (spec, name) => ({ ...spec, ...defaultSpec(spec, settingDefault(name)) })),
    },
    provider: { description: describe(declarations, exported("Provider")), inputProperties: settingSpecs },
    resources: tokens(Object.keys(resources), resourceSpec),
    functions: tokens(functionNames, functionSpec),
    types: Object.fromEntries([...types.objects].sort(([a], [b]) => a.localeCompare(b))),
  };

  function settingDefault(name: string): string | undefined {
    const symbol = checker.getDeclaredTypeOfSymbol(exported("ProviderArgs")).getProperty(name);
    return symbol && defaultOf(declarations, symbol);
  }
};

/** Returns the value that a setting has by default, and the environment variable that its description names. */
const defaultSpec = ({ type, description = "" }: PropertySpec, value: string | undefined): Partial<PropertySpec> => {
  const [, variable] = /Env: `(\w+)`/.exec(description) ?? [];
  return {
    ...(value !== undefined && { default: type === "string" ? value : (JSON.parse(value) as number | boolean) }),
    ...(variable !== undefined && { defaultInfo: { environment: [variable] } }),
  };
};

/** Whether a change of the input replaces the resource: the resource type itself says so. */
const isReplacedBy = (name: string, property: string): boolean => {
  const difference = resources[name]?.diff({ [property]: "a" }, { [property]: "b" }, makeOwnership(undefined))();
  return difference !== undefined && E.isRight(difference) && difference.right.replaces.includes(property);
};

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));

const tokens = <A>(names: readonly string[], spec: (name: string) => A): Record<string, A> =>
  Object.fromEntries(names.map((name) => [tokenOf(name), spec(name)]));

/** Parts of the schema that are not declared in TypeScript. */
const about = {
  name: packageName,
  displayName: "LaunchDarkly Engineering Insights",
  description:
    "LaunchDarkly Engineering Insights as code: insight groups, associations of repositories and deployments.",
  keywords: ["pulumi", "launchdarkly", "engineering-insights", "category/infrastructure", "kind/native"],
  license: "Apache-2.0",
  language: {
    nodejs: { respectSchemaVersion: true },
    python: { packageName: "pulumi_launchdarkly_insights", respectSchemaVersion: true, pyproject: { enabled: true } },
    go: { generateResourceContainerTypes: true, respectSchemaVersion: true },
    java: { basePackage: "com.pulumi" },
    csharp: { respectSchemaVersion: true },
  },
};
