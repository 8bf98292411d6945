import { invalidRequest, type Refusal } from "./refusal.js";

/** The parameters of a query string: each of them known, none of them twice. */
export const parameters = (query: string, known: readonly string[]): ReadonlyMap<string, string> => {
  const read = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (!known.includes(name)) throw wrong(name, "is not a parameter of this endpoint");
    if (read.has(name)) throw wrong(name, "must be given only once");
    read.set(name, value);
  }
  return read;
};

/** A whole number. */
export const number = (
  query: ReadonlyMap<string, string>,
  name: string,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number => {
  const value = query.get(name);
  if (value === undefined) return otherwise;
  const read = /^\d+$/.test(value) ? Number(value) : NaN;
  if (read >= min && read <= max) return read;
  throw wrong(name, `must be a whole number between ${String(min)} and ${String(max)}`);
};

/** One of a few words; undefined where it is not given. */
export const oneOf = <Word extends string>(
  query: ReadonlyMap<string, string>,
  name: string,
  words: readonly Word[],
): Word | undefined => {
  const value = query.get(name);
  const read = words.find((word) => word === value);
  if (value !== undefined && read === undefined) throw wrong(name, `must be one of ${words.join(", ")}`);
  return read;
};

/** A query parameter that cannot be used. */
export const wrong = (name: string, reason: string): Refusal =>
  invalidRequest("Invalid query parameters", [{ attribute: name, reason }]);
