import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { applyChanges, type Account } from "./account.js";
import type { HttpRequest } from "./endpoint.js";
import type { RateLimiter } from "./limits.js";
import { forbidden, rateLimited, unauthorized, withHeaders, type HttpResponse } from "./response.js";
import { findRoute, worksWithoutBetaHeader } from "./routes.js";

/** LaunchDarkly's API without a socket. The token and the limits may change at any time. */
export interface Api {
  readonly account: Account;
  readonly token: string;
  readonly acquire: RateLimiter;
  /** The server's clock, epoch milliseconds. */
  readonly now: () => number;
}

/** Answers a request and changes the account at once, so that no other request comes in between. */
export const respond = ({ account, token, acquire, now }: Api, request: HttpRequest): HttpResponse => {
  if (!hasHeader(request, "authorization", token)) return unauthorized();
  return pipe(
    findRoute(request.method, request.path),
    E.map(({ name, endpoint, keys }) => {
      if (!worksWithoutBetaHeader(name) && !hasHeader(request, "ld-api-version", "beta")) {
        return forbidden('This is a beta resource: send the header "LD-API-Version: beta", once');
      }
      const { refused, headers } = acquire(name, now());
      if (refused) return withHeaders(rateLimited(), headers);
      const [response, changes] = endpoint(
        { ...account.collections, behaviour: account.behaviour },
        request,
        keys,
        now(),
      );
      if (changes !== undefined) applyChanges(account, changes);
      return withHeaders(response, headers);
    }),
    E.toUnion,
  );
};

/** Whether a header was sent exactly once, with exactly this value. */
const hasHeader = ({ headers }: HttpRequest, name: string, value: string): boolean =>
  headers[name]?.length === 1 && headers[name][0] === value;
