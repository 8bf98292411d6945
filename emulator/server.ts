import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { respond, type ApiState } from "./respond.js";
import type { Call } from "./call.js";
import { pickFault, type FaultKind, type Faults } from "./faults.js";
import { isRecord } from "./fields.js";
import { injectFault, type Outcome } from "./injectFault.js";
import { keysOf } from "./routes.js";

/** The state of a server, which may change while it runs. */
export interface ServerState extends ApiState {
  readonly calls: Call[];
  readonly onCall: ((call: Call) => void) | undefined;
  readonly faults: Faults;
  /** Faults of the next calls, in order; `faults` applies to the calls after them. */
  readonly script: (FaultKind | undefined)[];
  /** Returns the next random number: at least 0, less than 1. */
  readonly draw: () => number;
}

export const makeServer = (state: ServerState): Server => {
  const server = createServer((request, response) => void answer(state, request, response));
  // A server that closes idle connections may reset a request on its way: an unintended fault.
  server.keepAliveTimeout = 0;
  return server;
};

const answer = async (state: ServerState, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const call = recordCall(state, request);
  const { faults, now } = state;
  // Always two draws on arrival, so that the fault of the n-th call depends only on n.
  const [drawn, draw] = [pickFault(faults, state.draw()), state.draw()];
  const fault = state.script.length > 0 ? state.script.shift() : drawn;
  if (fault !== undefined) call.fault = fault;

  const body = await text(request).catch(() => undefined);
  if (body === undefined) return; // the client disconnected in the middle of its request
  if (body !== "") call.body = parseOrKeep(body);
  const key = keyOf(call);
  if (key !== undefined) call.key = key;

  const act = () => respond(state, { ...call, headers: request.headersDistinct, body });
  const outcome = injectFault(fault, act, { ...faults, draw, now: now() });
  const delayMs = outcome.delayMs + (state.account.behaviour.latency ?? 0);
  if (await writeResponse(response, { ...outcome, delayMs }, now)) call.status = outcome.response.status;
};

const recordCall = ({ calls, onCall, now }: ServerState, { method = "", url = "" }: IncomingMessage) => {
  const [path = "", ...query] = url.split("?");
  const call: { -readonly [Field in keyof Call]: Call[Field] } = { method, path, query: query.join("?"), at: now() };
  calls.push(call);
  onCall?.(call);
  return call;
};

const parseOrKeep = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const keyOf = ({ path, body }: Call): string | undefined => {
  const keys = pipe(
    keysOf(path),
    E.getOrElse((): readonly string[] => []),
  );
  if (keys.length > 0) return keys.join(":");
  const key = isRecord(body) ? body["key"] : undefined;
  return typeof key === "string" ? key : undefined;
};

/** Writes an outcome to the socket. Returns whether the client got a status line. */
const writeResponse = async (response: ServerResponse, outcome: Outcome, now: () => number): Promise<boolean> => {
  if (outcome.delayMs > 0) await delay(response, outcome.delayMs);
  if (response.destroyed) return false;
  if (outcome.delivery === "reset") {
    response.socket?.resetAndDestroy();
    return false;
  }
  const { status, headers, body } = outcome.response;
  const bytes = Buffer.from(body);
  const length = status === 204 ? {} : { "Content-Length": bytes.length };
  response.writeHead(status, { Date: new Date(now()).toUTCString(), ...headers, ...length });
  if (outcome.delivery === "whole") response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  return true;
};

/** Node fires longer timers after 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

/** Ends early if the client disconnects or the emulator is closed. */
const delay = async (response: ServerResponse, delayMs: number): Promise<void> => {
  const disconnected = new AbortController();
  response.once("close", () => {
    disconnected.abort();
  });
  await setTimeout(Math.min(delayMs, longestTimerMs), undefined, { signal: disconnected.signal }).catch(
    () => undefined,
  );
};
