/** LaunchDarkly's Engineering Insights API in memory: for tests of Pulumi programs, without an account. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { makeAccount, type Collections, type Seeds } from "./account.js";
import type { Behaviour } from "./behaviour.js";
import type { Call } from "./call.js";
import { validFaults, type FaultKind, type Faults } from "./faults.js";
import { makeRequestWindows, type Limits } from "./limits.js";
import { random } from "./random.js";
import { makeServer, type ServerState } from "./server.js";

export type { Behaviour } from "./behaviour.js";
export type { Call } from "./call.js";
export { faultKinds, parseFaults, type FaultKind, type Faults } from "./faults.js";
export type { Limits } from "./limits.js";
export type {
  StoredDeployment,
  StoredDeploymentEvent,
  StoredFlagEvent,
  StoredGroup,
  StoredPullRequest,
  StoredRepository,
} from "./stored.js";

/** The collections, such as `groups`, set what exists from the start. Default: nothing. */
export interface EmulatorOptions extends Readonly<Behaviour>, Seeds {
  /** TCP port on 127.0.0.1. Default 0: a free one. */
  readonly port?: number | undefined;
  /** Access token to accept. Default `api-emulator`. */
  readonly token?: string | undefined;
  /** Shares of calls that get a fault. Default: none. */
  readonly faults?: Faults | undefined;
  /** Rate limits. Default: none, and no rate-limit headers. */
  readonly limits?: Limits | undefined;
  /** Selects the calls that get a fault: the same calls for the same seed. Default 1. */
  readonly seed?: number | undefined;
  /** The server's clock in epoch milliseconds, for `createdAt`, `Date` headers and rate limits. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** A running emulator. Its collections are the content of the account: change them to act as another user. */
export interface Emulator extends Collections {
  /** `http://127.0.0.1:PORT`, for `launchdarkly:apiHost` or `LAUNCHDARKLY_API_HOST`. */
  readonly url: string;
  /** The access token that is accepted. */
  readonly token: string;
  /** Every request that arrived, in order. May be emptied. */
  readonly calls: Call[];
  /** Choices that LaunchDarkly's documentation leaves open; may be changed at any time. */
  readonly behaviour: Behaviour;
  /** Sets the listener that is called for each request before its response. */
  onCall(listener: ((call: Call) => void) | undefined): void;
  /** Injects these faults from the next call on, and ends a script. Throws a RangeError if the faults are invalid. */
  setFaults(faults: Faults | undefined): void;
  /** Sets the fault of each of the next calls, in order; undefined lets a call succeed. Replaces an earlier script. */
  scriptFaults(script: readonly (FaultKind | undefined)[]): void;
  /** Sets the rate limits from the next call on, with new windows. */
  setLimits(limits: Limits | undefined): void;
  /** Revokes the token and accepts this one instead. */
  setToken(token: string): void;
  /** Stops at once, even in the middle of a response. */
  close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Rejects if the port is in use. */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { port = 0, token = "api-emulator", faults, limits, seed = 1, now = Date.now, ...rest } = options;
  const { groups, repositories, deploymentEvents, deployments, flagEvents, pullRequests, ...behaviour } = rest;
  const seeds = { groups, repositories, deploymentEvents, deployments, flagEvents, pullRequests };
  const account = makeAccount({ ...behaviour }, seeds);
  const state: { -readonly [Part in keyof ServerState]: ServerState[Part] } = {
    account,
    token,
    admit: makeRequestWindows(limits ?? {}),
    now,
    calls: [],
    onCall: undefined,
    faults: validFaults(faults ?? {}),
    script: [],
    draw: random(seed),
  };
  const server = makeServer(state).listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: bound } = server.address() as AddressInfo; // it listens on a TCP port, not on a pipe

  return {
    url: `http://127.0.0.1:${String(bound)}`,
    get token() {
      return state.token;
    },
    ...account.collections,
    calls: state.calls,
    behaviour: account.behaviour,
    onCall: (listener) => {
      state.onCall = listener;
    },
    setFaults: (next) => {
      state.faults = validFaults(next ?? {});
      state.script = [];
    },
    scriptFaults: (script) => {
      state.script = [...script];
    },
    setLimits: (next) => {
      state.admit = makeRequestWindows(next ?? {});
    },
    setToken: (next) => {
      state.token = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
