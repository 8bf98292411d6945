/** The parts of a Pulumi package schema that this package uses. */
export interface PackageSchema {
  readonly name: string;
  readonly config: { readonly variables: Readonly<Record<string, PropertySpec>> };
  readonly provider: ResourceSpec;
  readonly types: Readonly<Record<string, ObjectSpec>>;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly functions: Readonly<Record<string, FunctionSpec>>;
}

export interface TypeSpec {
  readonly type?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly $ref?: string;
}

export interface PropertySpec extends TypeSpec {
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly defaultInfo?: { readonly environment: readonly string[] };
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
}

export interface ObjectSpec {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PropertySpec>>;
  readonly required?: readonly string[];
}

export interface ResourceSpec extends ObjectSpec {
  readonly inputProperties?: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs?: readonly string[];
}

export interface FunctionSpec {
  readonly description?: string;
  readonly inputs?: ObjectSpec;
  readonly outputs?: ObjectSpec;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the bundle includes the file
export const schema = require("./schema.json") as PackageSchema;
