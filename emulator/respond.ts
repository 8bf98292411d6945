import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { applyChanges, type Account } from "./account.js";
import type { HttpRequest } from "./endpoint.js";
import type { Admit } from "./limits.js";
import { forbidden, rateLimited, unauthorized, withHeaders, type HttpResponse } from "./httpResponse.js";
import { findRoute, worksWithoutBetaHeader } from "./routes.js";

/** The API without a socket. The token and the limits may change at any time. */
export interface ApiState {
  readonly account: Account;
  readonly token: string;
  readonly admit: Admit;
  /** The server's clock, epoch milliseconds. */
  readonly now: () => number;
}

/** Responds to a request and changes the account at once, so that no other request comes in between. */
export const respond = ({ account, token, admit, now }: ApiState, request: HttpRequest): HttpResponse => {
  if (!hasHeader(request, "authorization", token)) return unauthorized();
  return pipe(
    findRoute(request.method, request.path),
    E.map(({ name, endpoint, keys }) => {
      if (!worksWithoutBetaHeader(name) && !hasHeader(request, "ld-api-version", "beta")) {
        return forbidden('This is a beta resource: send the header "LD-API-Version: beta", once');
      }
      const { refused, headers } = admit(name, now());
      if (refused) return withHeaders(rateLimited(), headers);
      const view = { ...account.collections, behaviour: account.behaviour };
      const [response, changes] = endpoint(view, request, keys, now());
      if (changes !== undefined) applyChanges(account, changes);
      return withHeaders(response, headers);
    }),
    E.toUnion,
  );
};

/** Whether a header was sent exactly once, with exactly this value. */
const hasHeader = ({ headers }: HttpRequest, name: string, value: string): boolean =>
  headers[name]?.length === 1 && headers[name][0] === value;
