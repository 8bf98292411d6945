import * as E from "fp-ts/Either";
import type { AttributeError } from "./response.js";

/** Decodes the value of a query parameter or of a field of a body; a Left is the reason why it is invalid. */
export type Field<A> = (value: unknown) => E.Either<string, A>;

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type Decoded<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field<infer A> ? A : never };

/** Decodes all fields and reports every problem at once. @param unknown The reason given for fields that are not known. */
export const decodeFields = <F extends Fields>(
  fields: F,
  given: Readonly<Record<string, unknown>>,
  unknown: string,
): E.Either<readonly AttributeError[], Decoded<F>> => {
  const decoded = Object.entries(fields).map(([name, field]) => ({ name, result: field(given[name]) }));
  const errors = [
    ...decoded.flatMap(({ name, result }) => (E.isLeft(result) ? [{ attribute: name, reason: result.left }] : [])),
    ...Object.keys(given).flatMap((name) =>
      Object.hasOwn(fields, name) ? [] : [{ attribute: name, reason: unknown }],
    ),
  ];
  if (errors.length > 0) return E.left(errors);
  const values = decoded.flatMap(({ name, result }) => (E.isRight(result) ? [[name, result.right] as const] : []));
  return E.right(Object.fromEntries(values) as Decoded<F>); // each field of F decoded its own value
};

/** A value that may be left out. */
export const optional =
  <A>(field: Field<A>): Field<A | undefined> =>
  (value) =>
    value === undefined ? E.right(undefined) : field(value);

/** A required text. */
export const text: Field<string> = (value) => {
  if (typeof value === "string" && value !== "") return E.right(value);
  return E.left(value === undefined ? "is required" : value === "" ? "must not be empty" : "must be a string");
};

/** Application keys in a body. No keys, `null` and absent all mean all applications. */
export const applicationKeys: Field<readonly string[] | undefined> = (value) => {
  if (value === undefined || value === null) return E.right(undefined);
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string")) {
    return E.left("must be an array of strings");
  }
  return E.right(value.length === 0 ? undefined : value);
};

/** A query parameter that is searched for; it may be empty. */
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

/** A moment of a query in epoch milliseconds. LaunchDarkly's documents disagree about its form: RFC 3339 is read as well. */
export const moment: Field<number> = (value) => {
  const read = typeof value === "string" ? (/^\d+$/.test(value) ? Number(value) : Date.parse(value)) : NaN;
  return Number.isNaN(read) ? E.left("must be a time in Unix milliseconds") : E.right(read);
};

/** A moment of a body in epoch milliseconds. */
export const milliseconds: Field<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? E.right(value)
    : E.left("must be a time in Unix milliseconds");

/** A JSON object of any fields. */
export const record: Field<Readonly<Record<string, unknown>>> = (value) =>
  isRecord(value) ? E.right(value) : E.left("must be an object");

/** A JSON object as opposed to an array, a text, null. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const oneOf =
  <Word extends string>(...words: readonly Word[]): Field<Word> =>
  (value) => {
    const found = words.find((word) => word === value);
    return found === undefined ? E.left(`must be one of ${words.join(", ")}`) : E.right(found);
  };

/** One comma-separated text of some of these words, as `expand` is. */
export const someOf =
  <Word extends string>(...words: readonly Word[]): Field<ReadonlySet<Word>> =>
  (value) => {
    const given = typeof value === "string" ? value.split(",") : [];
    const found = words.filter((word) => given.includes(word));
    return given.every((word) => found.some((each) => each === word))
      ? E.right(new Set(found))
      : E.left(`must be a comma-separated list of ${words.join(", ")}`);
  };

/** One comma-separated text of any words; undefined means all. */
export const commaList: Field<readonly string[] | undefined> = (value) =>
  E.right(typeof value === "string" ? value.split(",").filter((word) => word !== "") : undefined);
