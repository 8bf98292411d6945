import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { nullable } from "./nullable.js";
import { omitUndefined } from "./omitUndefined.js";

type Codecs = Readonly<Record<string, t.Type<unknown, unknown>>>;

type Decoded<Required extends t.Props, Optional extends t.Props> = {
  readonly [Name in keyof Required]: t.TypeOf<Required[Name]>;
} & { readonly [Name in keyof Optional]?: t.TypeOf<Optional[Name]> | undefined };

/** Makes a codec for an object with only these properties. An optional property that is null is omitted. */
export const exactObject = <Required extends t.Props, Optional extends t.Props>(
  name: string,
  required: Required,
  optional: Optional,
): t.Type<Decoded<Required, Optional>, unknown> => {
  const withNull = Object.fromEntries(
    Object.entries(optional as Codecs).map(([property, codec]) => [property, nullable(codec)]),
  );
  const codec = t.exact(t.intersection([t.type(required), t.partial(withNull)]), name);
  type A = Decoded<Required, Optional>;
  return new t.Type<A, unknown>(
    name,
    (u): u is A => codec.is(u),
    // The codec is made of the same properties.
    (u, context) =>
      pipe(
        codec.validate(u, context),
        E.map((found) => omitUndefined(found) as A),
      ),
    (a) => a,
  );
};
