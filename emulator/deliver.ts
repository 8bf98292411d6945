import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Outcome } from "./befall.js";

/** Puts an outcome on the wire: true once the status line is there, false when the client got none or is gone. */
export const deliver = async (response: ServerResponse, outcome: Outcome, now: () => number): Promise<boolean> => {
  if (!(await waited(response, outcome.delay))) return false;
  if (outcome.delivery === "reset") {
    response.socket?.resetAndDestroy();
    return false;
  }
  const { status, headers, body } = outcome.answer;
  const bytes = Buffer.from(body);
  const length = status === 204 ? {} : { "Content-Length": bytes.length };
  response.writeHead(status, { Date: new Date(now()).toUTCString(), ...headers, ...length });
  if (outcome.delivery === "whole") response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  return true;
};

/** False when the client goes away first, or the emulator is closed. */
const waited = async (response: ServerResponse, delay: number): Promise<boolean> => {
  if (delay > 0) {
    const gone = new AbortController();
    response.once("close", () => {
      gone.abort();
    });
    await setTimeout(delay, undefined, { signal: gone.signal }).catch(() => undefined);
  }
  return !response.destroyed;
};
