import * as E from "fp-ts/Either";
import * as t from "io-ts";

/** A codec that decodes anything else as undefined: an oddity in a detail that is only shown does no harm. */
const lenient = <A>(codec: t.Type<A, unknown>): t.Type<A | undefined, unknown> =>
  new t.Type<A | undefined, unknown>(
    codec.name,
    (u): u is A | undefined => u === undefined || codec.is(u),
    (u, context) => t.success(E.getOrElse<unknown, A | undefined>(() => undefined)(codec.validate(u, context))),
    (a) => a,
  );

/** LaunchDarkly's own error body: what a proxy returns does not decode as one. */
export const ErrorBody = t.exact(
  t.intersection([
    t.type({ code: t.string, message: t.string }),
    t.partial({
      id: lenient(t.string),
      errors: lenient(t.readonlyArray(t.partial({ attribute: lenient(t.string), reason: lenient(t.string) }))),
    }),
  ]),
  "ErrorBody",
);
export interface ErrorBody extends t.TypeOf<typeof ErrorBody> {}
