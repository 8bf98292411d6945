import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { AccountView, Changes } from "./account.js";
import { decodeFields, isRecord, type Decoded, type Fields } from "./fields.js";
import { invalidRequest, type AttributeError, type HttpResponse } from "./httpResponse.js";

/** A whole request, not yet checked. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  /** Every value that was sent of each header, by its name in lower case. */
  readonly headers: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly body: string;
}

/** A response, and the changes to the account that go with it. */
export type Reply = readonly [response: HttpResponse, changes?: Changes];

/** Answers a request. Changes nothing: the reply says what changes. @param keys The decoded keys of the path. */
export type Endpoint = (account: AccountView, request: HttpRequest, keys: readonly string[], now: number) => Reply;

interface Common {
  readonly request: HttpRequest;
  /** The first key of the path; empty if the path has none. */
  readonly key: string;
  readonly keys: readonly string[];
  /** The server's clock, epoch milliseconds. */
  readonly now: number;
}

type Handler<Given> = (account: AccountView, given: Given & Common) => Reply;

/** Decodes the JSON of a body; a Left is the response to an invalid one. */
export type Body<A> = (json: unknown) => E.Either<HttpResponse, A>;

/** Makes an endpoint that takes these query parameters and no body. */
export const takeQuery =
  <F extends Fields>(fields: F, handle: Handler<{ readonly query: Decoded<F> }>): Endpoint =>
  (account, request, keys, now) =>
    pipe(
      parseQuery(request, fields),
      E.map((query) => handle(account, { query, request, key: keys[0] ?? "", keys, now })),
      orRefusal,
    );

/** Makes an endpoint that takes a JSON body and no query parameters. */
export const takeBody =
  <A>(body: Body<A>, handle: Handler<{ readonly body: A }>): Endpoint =>
  (account, request, keys, now) =>
    pipe(
      parseQuery(request, {}),
      E.flatMap(() => parseJson(request)),
      E.flatMap(body),
      E.map((decoded) => handle(account, { body: decoded, request, key: keys[0] ?? "", keys, now })),
      orRefusal,
    );

/** Returns the response of a Left as the reply, which changes nothing. */
export const orRefusal = E.getOrElse((response: HttpResponse): Reply => [response]);

export const invalidQuery = (errors: readonly AttributeError[]): HttpResponse =>
  invalidRequest("Invalid query parameters", errors);

/** Decodes a JSON object with these fields and no others. @param what Name of the object in the reasons. */
export const recordBody =
  <F extends Fields>(fields: F, what: string): Body<Decoded<F>> =>
  (json) =>
    isRecord(json)
      ? pipe(
          decodeFields(fields, json, `is not a field of ${what}`),
          E.mapLeft((errors) => invalidRequest("Invalid request body", errors)),
        )
      : E.left(invalidRequest("The request body must be a JSON object"));

const parseQuery = <F extends Fields>({ query }: HttpRequest, fields: F): E.Either<HttpResponse, Decoded<F>> => {
  const parameters = new URLSearchParams(query);
  const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);
  if (repeated !== undefined) return E.left(invalidQuery([{ attribute: repeated, reason: "must be given only once" }]));
  return pipe(
    decodeFields(fields, Object.fromEntries(parameters), "is not a parameter of this endpoint"),
    E.mapLeft(invalidQuery),
  );
};

/** The API overview's table of statuses has no 415: a body that is not sent as JSON "cannot be understood", which is 400. */
const parseJson = ({ headers, body }: HttpRequest): E.Either<HttpResponse, unknown> => {
  const [type] = (headers["content-type"]?.[0] ?? "").split(";");
  return type?.trim().toLowerCase() === "application/json"
    ? E.tryCatch(
        () => JSON.parse(body) as unknown,
        () => invalidRequest("The request body is not valid JSON"),
      )
    : E.left(invalidRequest("The Content-Type must be application/json"));
};
