import type { Either } from "fp-ts/Either";
import type { IO } from "fp-ts/IO";
import type { Option } from "fp-ts/Option";
import type { ApiError } from "../errors/apiError.js";
import type { Operation } from "../errors/describeOperation.js";
import type { Problem } from "../lib/problems.js";
import type { Ownership } from "./ownership/ownership.js";
import type { ResourceApi } from "./resourceContext.js";

/** The inputs or the outputs of a resource, as Pulumi passes them. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource that exists in LaunchDarkly. */
export interface Existing {
  readonly id: string;
  readonly outputs: Properties;
}

/** A resource whose inputs are known as well. */
export interface Imported extends Existing {
  readonly inputs: Properties;
}

export interface Difference<Name extends string = string> {
  readonly changed: readonly Name[];
  /** The changed properties that require a new resource. */
  readonly replaces: readonly Name[];
  /** Shown to the user in the preview and in the run. */
  readonly note?: string;
}

/** A resource type, in terms of plain data: the same for every kind of Pulumi provider. */
export interface Resource {
  /** Whether a replacement deletes the old resource first, because the two cannot exist together. */
  readonly deleteBeforeReplace: boolean;
  /** Describes an operation for messages. @param id Undefined before the resource exists. */
  readonly describe: (verb: Operation["verb"], id: string | undefined, properties: Properties) => Operation;
  /** Returns the canonical inputs, or every problem at once. @param olds Undefined if the resource is not in the stack. */
  readonly check: (
    olds: Properties | undefined,
    news: Properties,
    ownership: Ownership,
  ) => IO<Either<readonly Problem[], Properties>>;
  /** Compares outputs with inputs. Fails for a change that neither an update nor a replacement can make. */
  readonly diff: (olds: Properties, news: Properties, ownership: Ownership) => IO<Either<ApiError, Difference>>;
  readonly create: (inputs: Properties) => ResourceApi<Existing>;
  /** Returns none if the resource is gone. */
  readonly read: (id: string, outputs: Properties) => ResourceApi<Option<Imported>>;
  /** Makes an existing resource, of which only the id is known, part of the stack. Default: `read`. */
  readonly import?: (id: string) => ResourceApi<Imported>;
  /** Returns the new outputs. */
  readonly update: (id: string, olds: Properties, news: Properties) => ResourceApi<Properties>;
  readonly delete: (id: string, outputs: Properties) => ResourceApi<void>;
  /** Returns the resource that exists although the operation failed: state must keep it. */
  readonly existing: (error: ApiError) => Existing | undefined;
}
