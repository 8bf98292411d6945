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

/** Beside these, the collections may be given what exists from the start, such as `groups`. Default: nothing. */
export interface EmulatorOptions extends Readonly<Behaviour>, Seeds {
  /** TCP port on 127.0.0.1. Default 0: a free one. */
  readonly port?: number | undefined;
  /** The access token that is accepted. Default `api-emulator`. */
  readonly token?: string | undefined;
  /** Faults to inject, and how often. Default: none. */
  readonly faults?: Faults | undefined;
  /** Rate limits. Default: none, and no rate-limit headers. */
  readonly limits?: Limits | undefined;
  /** Decides which calls get a fault: the same ones for the same seed and order of calls. Default 1. */
  readonly seed?: number | undefined;
  /** The server's clock, epoch milliseconds: `createdAt`, `Date` headers, windows of limits. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** A running emulator. Its collections hold what the account holds now: change them to act as another user. */
export interface Emulator extends Collections {
  /** `http://127.0.0.1:PORT`, for `launchdarkly:apiHost` or `LAUNCHDARKLY_API_HOST`. */
  readonly url: string;
  /** The access token that is accepted. */
  readonly token: string;
  /** Every request that arrived, in order. May be emptied. */
  readonly calls: Call[];
  /** What the documentation leaves open; may be changed at any time. */
  readonly behaviour: Behaviour;
  /** Calls the listener for each request that arrives, before it is answered. Replaces the listener before. */
  onCall(listener: ((call: Call) => void) | undefined): void;
  /** Injects these faults from the next call on, and ends a script. Throws a RangeError if the shares make no sense. */
  setFaults(faults: Faults | undefined): void;
  /** Sets the fault of each of the next calls, in order; undefined lets one succeed. Replaces a script before. */
  scriptFaults(script: readonly (FaultKind | undefined)[]): void;
  /** Limits the rate from the next call on, with fresh windows. */
  setLimits(limits: Limits | undefined): void;
  /** Revokes the token and accepts this one instead. */
  setToken(token: string): void;
  /** Stops at once, even in the middle of an answer. */
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
