/** A LaunchDarkly Insights API that keeps its groups in memory: for tests of Pulumi programs, without an account. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Account, Behaviour, StoredGroup } from "./account.js";
import type { Call } from "./call.js";
import { valid, type Faults } from "./faults.js";
import { windows, type Limits } from "./limits.js";
import { random } from "./random.js";
import { server, type Serving } from "./server.js";

export type { Behaviour, StoredGroup } from "./account.js";
export type { Call } from "./call.js";
export { faultKinds, parseFaults, type FaultKind, type Faults } from "./faults.js";
export type { Limits } from "./limits.js";

export interface EmulatorOptions extends Readonly<Behaviour> {
  /** Default 0: a free one. */
  readonly port?: number | undefined;
  /** The access token it takes. Default `api-emulator`. */
  readonly token?: string | undefined;
  /** What goes wrong on purpose, and how often. Default: nothing. */
  readonly faults?: Faults | undefined;
  /** Default: none, and no rate-limit headers. */
  readonly limits?: Limits | undefined;
  /** Decides which calls the faults befall: the same ones for the same seed and order of calls. Default 1. */
  readonly seed?: number | undefined;
  /** The server's clock, epoch milliseconds: `createdAt`, `Date` headers, windows of limits. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The groups by key, in the order of creation. To change one as if by hand in LaunchDarkly, set another here. */
  readonly groups: Map<string, StoredGroup>;
  /** Every request that arrived, in order. */
  readonly calls: Call[];
  /** What the documentation leaves open; may be changed at any time. */
  readonly behaviour: Behaviour;
  /** From the next call on. Throws a RangeError where they make no sense. */
  setFaults(faults: Faults | undefined): void;
  /** From the next call on, with fresh windows. */
  setLimits(limits: Limits | undefined): void;
  /** Revokes the token and takes this one instead. */
  setToken(token: string): void;
  /** Stops at once, in the middle of whatever is being answered. */
  close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Rejects where the port is taken. */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { port = 0, token = "api-emulator", faults, limits, seed = 1, now = Date.now, ...behaviour } = options;
  const account: Account = { groups: new Map(), behaviour: { ...behaviour }, now };
  const serving: { -readonly [Part in keyof Serving]: Serving[Part] } = {
    account,
    token,
    pass: windows(limits ?? {}),
    calls: [],
    faults: faults && valid(faults),
    draw: random(seed),
  };
  const listening = server(serving).listen(port, "127.0.0.1");
  await once(listening, "listening");
  const { port: bound } = listening.address() as AddressInfo; // it listens on a TCP port, not on a pipe

  return {
    url: `http://127.0.0.1:${String(bound)}`,
    groups: account.groups,
    calls: serving.calls,
    behaviour: account.behaviour,
    setFaults: (next) => {
      serving.faults = next && valid(next);
    },
    setLimits: (next) => {
      serving.pass = windows(next ?? {});
    },
    setToken: (next) => {
      serving.token = next;
    },
    close: () =>
      new Promise((resolve) => {
        listening.close(() => {
          resolve();
        });
        listening.closeAllConnections();
      }),
  };
};
