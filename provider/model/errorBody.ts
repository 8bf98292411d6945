import * as t from "io-ts";
import { lenient } from "../lib/lenientCodecs.js";

/** LaunchDarkly's own error body: the response of a proxy does not decode. Details that are only shown may have any form. */
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
