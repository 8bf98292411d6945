import { expect } from "chai";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Emulator, FaultKind } from "../../emulator/index.js";
import { insightGroup } from "../../provider/provider.js";

export const accessToken = "api-emulator";

/** Stands in for the constant in state, which Pulumi passes along. */
export const __provider = "exports.handler = …";

/** Settings by their names in config, without `launchdarkly:`. */
export type Values = Readonly<Record<string, string>>;

/** Configures the provider as in a new process, without LaunchDarkly's environment variables. */
export const configure = async (values: Values): Promise<void> => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("LAUNCHDARKLY_")) Reflect.deleteProperty(process.env, name);
  }
  const config = new Map(Object.entries(values).map(([name, value]) => [`launchdarkly:${name}`, value]));
  const get = (name: string): string | undefined => config.get(name);
  await insightGroup.configure({ config: { get, require: (name) => get(name) ?? "" } });
};

export const connect = ({ url }: { readonly url: string }, values: Values = {}): Promise<void> =>
  configure({ accessToken, apiHost: url, ...values });

/** Settings that are too short for many attempts, but long enough for some. */
export const impatient = { deadline: "0.5", requestTimeout: "0.2" } as const;

/** The properties of an error that the SDK reads. */
export interface Failure extends Error {
  readonly id?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly string[];
}

/** Returns the error of a call, and expects all of `facts` in its message. */
export const fails = async (call: Promise<unknown>, ...facts: readonly string[]): Promise<Failure> => {
  const error = await call.then(
    (value) => expect.fail(`it succeeded with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) expect.fail("it threw something that is not an Error");
  for (const fact of facts) expect(error.message).to.include(fact);
  return error;
};

/** Returns what the provider writes to standard error, which the engine shows, during a call. */
export const said = async (call: () => Promise<unknown>): Promise<readonly string[]> => {
  const lines: string[] = [];
  const add = (message: unknown): void => void lines.push(String(message));
  subscribe("console.error", add);
  try {
    await call();
  } finally {
    unsubscribe("console.error", add);
  }
  return lines;
};

/** Sets the faults of the next calls, in order. The calls after them succeed. */
export const scriptFaults = (emulator: Emulator, ...script: readonly (FaultKind | undefined)[]): void => {
  emulator.setFaults({ slowMs: 1_000, limitedMs: 100 });
  emulator.scriptFaults(script);
};

export const methods = ({ calls }: Emulator): readonly string[] => calls.map(({ method }) => method);

/** A server with responses that an emulator never sends. */
export interface Server {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  readonly close: () => Promise<void>;
}

export const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    void text(request).then(() => {
      answer(request, response);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // it listens on a TCP port, not on a pipe
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
};

/** Starts a server that always sends the same JSON. */
export const answers = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  serve((_, response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
  });
