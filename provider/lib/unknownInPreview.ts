import * as t from "io-ts";

/**
 * The string that the engine passes in a preview for a value that is not known yet, at any depth and even for a list.
 * Equal to `pulumi.runtime.unknownValue`, which this layer does not load; a test compares the two.
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Makes a codec that also accepts an unknown, unchanged. */
export const orUnknown = <A>(codec: t.Type<A, unknown>): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    codec.name,
    (u): u is A => u === unknownValue || codec.is(u),
    // The engine resolves unknowns before a create, so only diff sees one typed as A.
    (u, context) => (u === unknownValue ? t.success(u as A) : codec.validate(u, context)),
    (a) => (a === unknownValue ? a : codec.encode(a)),
  );
