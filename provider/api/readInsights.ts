import { pipe } from "fp-ts/function";
import type * as t from "io-ts";
import { send, type Api } from "../http/send.js";
import { decodeBody } from "./decodeResponse.js";

/** The parameters of a request by LaunchDarkly's names. Undefined and an empty list are omitted. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Path of all endpoints of Engineering Insights, relative to the API host. */
export const insightsPath = "api/v2/engineering-insights";

/** Reads a resource of Engineering Insights. @param route Pattern of the path; default: the path itself. */
export const readInsights = <A>(path: string, query: Query, codec: t.Decoder<unknown, A>, route = path): Api<A> => {
  const encoded = encodeQuery(query);
  const search = encoded === "" ? "" : `?${encoded}`;
  return pipe(send({ method: "GET", path: `${insightsPath}/${path}${search}`, route }), decodeBody(codec));
};

/** Encodes a query; commas separate the elements of a list. */
const encodeQuery = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query)
      .map(([name, value = ""]): [string, string] => [name, String(value)])
      .filter(([, value]) => value !== ""),
  ).toString();
