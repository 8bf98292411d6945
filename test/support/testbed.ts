import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import { makeAccount } from "../../emulator/account.js";
import { respond, type ApiState } from "../../emulator/respond.js";
import { makeRequestWindows } from "../../emulator/limits.js";
import type { StoredGroup } from "../../emulator/stored.js";
import type { ResourceContext } from "../../provider/resources/resourceContext.js";
import { networkError } from "../../provider/errors/apiError.js";
import type { HttpResponse, Transport, Request } from "../../provider/http/client.js";
import { makeCircuitBreaker } from "../../provider/http/circuitBreaker.js";
import { makeOperationDeadline } from "../../provider/http/operationDeadline.js";
import { makeRateLimiter } from "../../provider/http/rateLimit/rateLimiter.js";
import { makeOwnership } from "../../provider/resources/ownership/ownership.js";
import { makeAssociations } from "../../provider/api/associations.js";
import { makeGroupLoader } from "../../provider/api/groupLoader.js";
import { shop } from "./groups.js";
import type { SimulatedClock } from "./simulatedClock.js";

/** The emulator without a socket, as the provider uses it. Groups are listed in this order. */
interface Account {
  groups: readonly Group[];
  /** Requests that were sent, such as `GET g7`, `DELETE g7`, or `GET 40` for the page at that offset. */
  readonly calls: readonly string[];
  /** Number of requests that were sent while a page and a write were in flight at once. */
  overlaps: number;
}
export type Group = StoredGroup;
/** Returns the response to send instead of the server's; undefined for a time-out. */
type Instead = (call: string, answer: () => HttpResponse) => HttpResponse | undefined;

export const group = (key: string, name = key): Group => ({ ...shop, key, name, createdAt: 1 });
export const json = (status: number, body: unknown): HttpResponse => ({
  status,
  headers: {},
  body: JSON.stringify(body),
});
export const refusal = (status: number, code = status === 404 ? "not_found" : "refused"): HttpResponse =>
  json(status, { code, message: "No" });

export interface Testbed {
  readonly account: Account;
  /** Returns the context of a call from Pulumi. */
  readonly env: () => ResourceContext;
}

interface Circumstances {
  readonly groups: readonly Group[];
  readonly maxConcurrency?: number;
  /** Milliseconds that a request takes, before and after the server acts. */
  readonly latency?: () => number;
  readonly instead?: Instead;
}

export const makeTestbed = (clock: SimulatedClock, given: Circumstances): Testbed => {
  const { latency = () => 20, instead = usual, maxConcurrency = 8 } = given;
  const calls: string[] = [];
  const api = startApi(given.groups);
  const account: Account = {
    get groups() {
      return [...api.account.collections.groups.values()];
    },
    set groups(groups) {
      putGroups(api, groups);
    },
    calls,
    overlaps: 0,
  };
  const inFlight = new Set<Request>();
  const transport: Transport = (request, timeout) => async () => {
    const call = `${request.method} ${named(request)}`;
    calls.push(call);
    inFlight.add(request);
    const together = [...inFlight];
    if (together.some(isPage) && together.some(({ method }) => method !== "GET")) account.overlaps += 1;
    await clock.sleep(latency());
    const answer = instead(call, () => act(api, request));
    await clock.sleep(answer === undefined ? timeout : latency());
    inFlight.delete(request);
    return answer === undefined ? E.left(networkError("no reply in time", true)) : E.right(answer);
  };
  const settings = {
    namespace: "launchdarkly" as const,
    accessToken,
    apiHost: "http://localhost",
    debug: false,
    requestTimeout: 10_000,
    deadline: 120_000,
    maxConcurrency,
    adoptWithin: 0,
  };
  const shared = {
    settings,
    clock,
    transport,
    rateLimiter: makeRateLimiter(clock, maxConcurrency),
    circuitBreaker: makeCircuitBreaker(clock, settings.deadline),
    groupLoader: makeGroupLoader(),
    associations: makeAssociations(),
    ownership: makeOwnership(undefined),
    warn: () => undefined,
    debug: () => undefined,
  };
  return { account, env: () => ({ ...shared, deadline: makeOperationDeadline(clock, settings.deadline) }) };
};

const isPage = ({ path }: Request): boolean => path.includes("?");

const usual: Instead = (_, answer) => answer();

/** Returns the key or the offset of a request. */
const named = ({ path, json: body }: Request): string => {
  const [, offset] = /\/groups\?limit=20&offset=(\d+)$/.exec(path) ?? [];
  return offset ?? decodeURIComponent(/\/groups\/([^/?]+)$/.exec(path)?.[1] ?? (body as Group).key);
};

const accessToken = "api-x";

const startApi = (groups: readonly Group[]): ApiState => {
  const api = { account: makeAccount({}), token: accessToken, admit: makeRequestWindows({}), now: () => 1 };
  putGroups(api, groups);
  return api;
};

const putGroups = ({ account }: ApiState, groups: readonly Group[]): void => {
  account.collections.groups.clear();
  for (const each of groups) account.collections.groups.set(each.key, each);
};

const act = (api: ApiState, { method, path, json: sent }: Request): HttpResponse => {
  const [place = "", query = ""] = path.split("?");
  const headers = {
    authorization: [accessToken],
    "ld-api-version": ["beta"],
    "content-type": ["application/json"],
  };
  return respond(api, {
    method,
    path: `/${place}`,
    query,
    headers,
    body: sent === undefined ? "" : JSON.stringify(sent),
  });
};

/** Returns the result of a call, or its error. */
export const outcome = <L, A>(result: TE.TaskEither<L, A>): Promise<A | L> =>
  result().then((either) => E.toUnion(either));
