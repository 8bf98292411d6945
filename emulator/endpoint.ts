import type { Account } from "./account.js";
import type { Answer } from "./answer.js";

/** What a request asks of an endpoint, after everything that all endpoints have in common was checked. */
export interface Asked {
  /** The decoded key of the path; empty where the path has none. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** The JSON of the request; undefined where the endpoint takes none. */
  readonly body: unknown;
}

export interface Endpoint {
  readonly method: string;
  /** The path below the API's base, `{insightGroupKey}` standing for a key: what LaunchDarkly counts as a route. */
  readonly pattern: string;
  /** The query parameters it knows; any other is refused. */
  readonly parameters: readonly string[];
  readonly takesBody: boolean;
  readonly act: (account: Account, asked: Asked) => Answer;
}
