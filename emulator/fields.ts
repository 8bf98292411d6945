import * as E from "fp-ts/Either";
import type { AttributeError } from "./httpResponse.js";

/** Decodes a query parameter or a field of a body; a Left is the reason why it is invalid. */
export type Field<A> = (value: unknown) => E.Either<string, A>;

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type Decoded<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field<infer A> ? A : never };

/** Decodes all fields and reports every problem at once. @param unknown Why other fields are invalid. Default: they are ignored. */
export const decodeFields = <F extends Fields>(
  fields: F,
  given: Readonly<Record<string, unknown>>,
  unknown?: string,
): E.Either<readonly AttributeError[], Decoded<F>> => {
  const errors: AttributeError[] = [];
  const values: Record<string, unknown> = {};
  for (const [attribute, field] of Object.entries(fields)) {
    const result = field(given[attribute]);
    if (E.isLeft(result)) errors.push({ attribute, reason: result.left });
    else values[attribute] = result.right;
  }
  for (const attribute of Object.keys(given)) {
    if (unknown !== undefined && !Object.hasOwn(fields, attribute)) errors.push({ attribute, reason: unknown });
  }
  return errors.length > 0 ? E.left(errors) : E.right(values as Decoded<F>); // each field of F decoded its own value
};

export const optional =
  <A>(field: Field<A>): Field<A | undefined> =>
  (value) =>
    value === undefined ? E.right(undefined) : field(value);

export const text: Field<string> = (value) => {
  if (typeof value === "string" && value !== "") return E.right(value);
  return E.left(value === undefined ? "is required" : value === "" ? "must not be empty" : "must be a string");
};

/** Decodes application keys in a body. No keys, `null` and absent all mean all applications. */
export const applicationKeys: Field<readonly string[] | undefined> = (value) => {
  if (value === undefined || value === null) return E.right(undefined);
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string")) {
    return E.left("must be an array of strings");
  }
  return E.right(value.length === 0 ? undefined : value);
};

/** Decodes a text to search for, which may be empty. */
export const search: Field<string> = (value) => E.right(typeof value === "string" ? value : "");

export const wholeNumber =
  ({ min = 0, max = Number.MAX_SAFE_INTEGER, otherwise }: NumberRange): Field<number> =>
  (value) => {
    if (value === undefined) return E.right(otherwise);
    const read = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : NaN;
    return read >= min && read <= max
      ? E.right(read)
      : E.left(`must be a whole number between ${String(min)} and ${String(max)}`);
  };

interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly otherwise: number;
}

/** Decodes a time in a query, in epoch milliseconds or RFC 3339: LaunchDarkly documents both. */
export const moment: Field<number> = (value) => {
  const read = typeof value === "string" ? (/^\d+$/.test(value) ? Number(value) : Date.parse(value)) : NaN;
  return Number.isNaN(read) ? E.left("must be a time in Unix milliseconds") : E.right(read);
};

/** Decodes a time in a body, in epoch milliseconds. */
export const milliseconds: Field<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? E.right(value)
    : E.left("must be a time in Unix milliseconds");

export const record: Field<Readonly<Record<string, unknown>>> = (value) =>
  isRecord(value) ? E.right(value) : E.left("must be an object");

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const oneOf =
  <Word extends string>(...words: readonly Word[]): Field<Word> =>
  (value) => {
    const found = words.find((word) => word === value);
    return found === undefined ? E.left(`must be one of ${words.join(", ")}`) : E.right(found);
  };

/** Decodes a comma-separated list of some of these words, such as `expand`. */
export const someOf =
  <Word extends string>(...words: readonly Word[]): Field<ReadonlySet<Word>> =>
  (value) => {
    const given = typeof value === "string" ? value.split(",") : [];
    const found = words.filter((word) => given.includes(word));
    return given.every((word) => found.some((each) => each === word))
      ? E.right(new Set(found))
      : E.left(`must be a comma-separated list of ${words.join(", ")}`);
  };

/** Decodes a comma-separated list of any words; undefined means all. */
export const commaList: Field<readonly string[] | undefined> = (value) =>
  E.right(typeof value === "string" ? value.split(",").filter((word) => word !== "") : undefined);
