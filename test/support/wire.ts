import { connect } from "node:net";
import { headers, root } from "./send.js";

/** Data received over a connection until it ended. */
export interface Received {
  readonly text: string;
  /** `ECONNRESET` if the server reset the connection instead of ending it. */
  readonly error: string | undefined;
}

/** Sends one request over a separate connection, byte by byte: HTTP clients hide details of a broken response. */
export const overTheWire = (url: string, method: string, path: string, json?: unknown): Promise<Received> => {
  const body = json === undefined ? "" : JSON.stringify(json);
  const sent = { ...headers, Host: "emulator", "Content-Type": "application/json", "Content-Length": body.length };
  const lines = Object.entries({ ...sent, Connection: "close" }).map(
    ([name, value]) => `${name}: ${String(value)}\r\n`,
  );
  return new Promise((resolve) => {
    let text = "";
    let error: string | undefined;
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
      socket.write(`${method} ${root}${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
    });
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (text += chunk));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => (error = code));
    socket.on("close", () => {
      resolve({ text, error });
    });
  });
};
