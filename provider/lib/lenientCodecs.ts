import * as E from "fp-ts/Either";
import * as t from "io-ts";

/** Makes a codec that decodes everything else as undefined. */
export const lenient = <A>(codec: t.Type<A, unknown>): t.Type<A | undefined, unknown> =>
  new t.Type<A | undefined, unknown>(
    codec.name,
    (u): u is A | undefined => u === undefined || codec.is(u),
    (u, context) => t.success(E.getOrElse<unknown, A | undefined>(() => undefined)(codec.validate(u, context))),
    (a) => a,
  );

/** A number, or its digits as a string: LaunchDarkly's schema and its examples differ. */
export const Numeric = new t.Type<number, unknown>(
  "Numeric",
  Number.isFinite as (u: unknown) => u is number, // false for every other type
  (u, context) => {
    const read = typeof u === "string" && /^-?\d+$/.test(u) ? Number(u) : u;
    return typeof read === "number" && Number.isFinite(read)
      ? t.success(read)
      : t.failure(u, context, "must be a number");
  },
  (n) => n,
);

/** Makes a codec for a list that is absent or null if it is empty. */
export const listOf = <A>(codec: t.Type<A, unknown>): t.Type<readonly A[], unknown> => {
  const list = t.readonlyArray(codec, "a list");
  return new t.Type<readonly A[], unknown>(
    list.name,
    list.is,
    (u, context) => (u === undefined || u === null ? t.success([]) : list.validate(u, context)),
    (items) => items,
  );
};
