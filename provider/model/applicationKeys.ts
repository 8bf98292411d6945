import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { Key } from "./keys.js";
import { orUnknown, unknownValue } from "../lib/unknownInPreview.js";

/** The applications of a group in canonical form; undefined means all applications. */
export type ApplicationKeys = readonly string[] | undefined;

/**
 * Returns the canonical form: sorted, without duplicates, undefined for the empty list. LaunchDarkly documents neither
 * the order nor duplicates, so any other form would show false changes. All unknown elements stay, at the end: two of
 * them may become two different keys.
 */
export const canonical = (keys: readonly string[]): ApplicationKeys => {
  const known = new Set(keys.filter((key) => key !== unknownValue));
  const sorted = [...[...known].sort(), ...keys.filter((key) => key === unknownValue)];
  return sorted.length === 0 ? undefined : sorted;
};

export const sameApplications = (a: ApplicationKeys, b: ApplicationKeys): boolean =>
  a?.length === b?.length && (a ?? []).every((key, index) => key === b?.[index]);

/** Makes a codec that decodes a list, null or undefined to the canonical form. */
const applicationKeys = <A extends string>(list: t.Type<readonly A[], unknown>): t.Type<ApplicationKeys, unknown> =>
  new t.Type<ApplicationKeys, unknown>(
    "ApplicationKeys",
    (u): u is ApplicationKeys => u === undefined || list.is(u),
    (u, context) => {
      if (u === undefined || u === null) return t.success(undefined);
      if (!Array.isArray(u)) return t.failure(u, context, "must be a list of application keys");
      return pipe(list.validate(u, context), E.map(canonical));
    },
    (keys) => keys,
  );

/** The application keys that a program declares. */
export const asWritten = applicationKeys(t.readonlyArray(orUnknown(Key)));

/** The application keys that LaunchDarkly returns. */
export const asReturned = applicationKeys(t.readonlyArray(t.string));
