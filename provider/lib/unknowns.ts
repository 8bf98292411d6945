import * as t from "io-ts";

/**
 * What the engine sends in a preview in place of a value that is not known yet: at any depth, and as a string even where
 * a list is expected. It is `pulumi.runtime.unknownValue`; a test holds the two equal.
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The same codec, except that an unknown passes it untouched. */
export const orUnknown = <A>(codec: t.Type<A, unknown>): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    codec.name,
    (u): u is A => u === unknownValue || codec.is(u),
    // The engine replaces unknowns before anything is created, so that only diff ever meets one typed as A.
    (u, context) => (u === unknownValue ? t.success(u as A) : codec.validate(u, context)),
    (a) => (a === unknownValue ? a : codec.encode(a)),
  );
