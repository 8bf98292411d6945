import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { answer, type Service } from "./api.js";
import { befall, whole } from "./befall.js";
import type { Call, OpenCall } from "./call.js";
import { deliver } from "./deliver.js";
import { pick, type Faults } from "./faults.js";
import { isRecord } from "./record.js";
import { keyOf } from "./route.js";

/** What a server is made of; token, limits and faults may change while it runs. */
export interface Serving extends Service {
  readonly calls: Call[];
  readonly faults: Faults | undefined;
  /** Numbers from 0 to below 1; decides what goes wrong. */
  readonly draw: () => number;
}

export const server = (serving: Serving): Server => {
  const created = createServer((request, response) => void exchange(serving, request, response));
  // A server that closes idle connections resets the request that is just on its way: no fault that nobody asked for.
  created.keepAliveTimeout = 0;
  return created;
};

const exchange = async (serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { account, faults = {} } = serving;
  const call = arrived(request, account.now());
  serving.calls.push(call);
  // Two draws on arrival, whatever becomes of them: so the fate of the n-th call depends on nothing but n.
  const fault = pick(faults, serving.draw());
  const draw = serving.draw();
  if (fault !== undefined) call.fault = fault;

  const sent = await text(request).catch(() => undefined);
  if (sent === undefined) return; // the client went away in the middle of its request
  if (sent !== "") call.body = readable(sent);
  const key = keyOf(call.path) ?? (isRecord(call.body) ? call.body["key"] : undefined);
  if (typeof key === "string") call.key = key;

  const act = () => answer(serving, { ...call, headers: request.headersDistinct, text: sent });
  const outcome = fault === undefined ? whole(act()) : befall(fault, act, { faults, draw, now: account.now() });
  const delayed = { ...outcome, delay: outcome.delay + (account.behaviour.latency ?? 0) };
  if (await deliver(response, delayed, account.now)) call.status = outcome.answer.status;
};

const arrived = ({ method = "", url = "" }: IncomingMessage, at: number): OpenCall => {
  const [path = "", ...query] = url.split("?");
  return { method, path, query: query.join("?"), at };
};

const readable = (sent: string): unknown => {
  try {
    return JSON.parse(sent);
  } catch {
    return sent;
  }
};
