import { Agent, request } from "node:http";

export interface Call {
  readonly method: "GET" | "PATCH";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A call of the emulator. Not `fetch`: only with an agent of its own does Node never ask a proxy of the reader's. */
export const call = (url: string, { body = "", ...options }: Call): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { ...options, agent: new Agent(), timeout: 10_000 }, (reply) => {
      let text = "";
      reply.setEncoding("utf8");
      reply.on("data", (part: string) => (text += part));
      reply.on("error", reject);
      reply.on("end", () => {
        if (reply.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${options.method} ${url} was answered ${String(reply.statusCode)}: ${text}`));
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`${options.method} ${url} was not answered`)));
    sent.on("error", reject);
    sent.end(body);
  });
