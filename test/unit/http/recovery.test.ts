import { expect } from "chai";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { checkout } from "../../support/groups.js";
import { accessToken, fails, serve, type Server } from "../../support/live.js";
import { program } from "../../support/program.js";

const group = { ...checkout, createdAt: 1_700_000_000_000 };
const maintenance = { code: "maintenance", message: "Back at ten" };

/** The server's next response. */
interface Next {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

describe("a long-lived process", () => {
  let next: Next;
  let server: Server;
  beforeEach(async () => {
    server = await serve((_, response) => {
      const { status, body, headers = {} } = next;
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
    });
  });
  afterEach(() => server.close());

  const read = (count: number, { group: get }: Awaited<ReturnType<typeof program>>) =>
    Promise.all(Array.from({ length: count }, () => get({ key: "checkout" })));

  it("sends every request of the first run after an outage", async () => {
    next = { status: 503, body: maintenance };
    const functions = await program(server, { deadline: "0.5" });
    await fails(functions.group({ key: "checkout" }));
    await setTimeout(600);
    next = { status: 200, body: group };
    expect(await read(6, functions)).to.deep.equal(Array(6).fill(group));
  });

  it("retries a failure long after an earlier one", async () => {
    next = { status: 503, body: maintenance };
    const functions = await program(server, { deadline: "0.5" });
    await fails(functions.group({ key: "checkout" }));
    await setTimeout(600);
    const before = server.requests.length;
    const retried = functions.group({ key: "checkout" });
    while (server.requests.length === before) await new Promise(setImmediate);
    next = { status: 200, body: group };
    expect(await retried).to.deep.equal(group);
    expect(server.requests.length - before).to.be.greaterThan(1);
  });

  it("reports the response and its Retry-After if the wait is too long", async () => {
    for (const [status, body, answered] of [
      [503, maintenance, "LaunchDarkly returned 503 maintenance: Back at ten"],
      [429, { code: "rate_limited", message: "Slow down" }, "LaunchDarkly returned 429 rate_limited: Slow down"],
    ] as const) {
      next = { status, body, headers: { "Retry-After": "3600" } };
      const functions = await program(server, { deadline: `60.${String(status)}` });
      const before = server.requests.length;
      for (let calls = 0; calls < 3; calls++) {
        const { message } = await fails(functions.group({ key: "checkout" }), answered, "60 minutes");
        expect(message).not.to.include("ten minutes");
      }
      expect(server.requests.length - before, "it is asked to wait").to.equal(1);
    }
  });

  it("ignores the Retry-After of a status other than 429 and 503", async () => {
    next = { status: 200, body: group, headers: { "Retry-After": "3600" } };
    const functions = await program(server, { deadline: "2" });
    expect(await read(1, functions)).to.deep.equal([group]);
    expect(await read(3, functions)).to.deep.equal(Array(3).fill(group));
    next = { ...next, status: 500, body: maintenance };
    await fails(functions.group({ key: "checkout" }), "500 maintenance");
    next = { status: 200, body: group };
    expect(await read(3, functions)).to.deep.equal(Array(3).fill(group));
  });
});

describe("a program with concurrent function calls", () => {
  it("ends when the last call has its reply", async () => {
    const server = await serve((_, response) => {
      void setTimeout(50).then(() => response.writeHead(200).end(JSON.stringify(group)));
    });
    const script = `
      const { callFunction } = require("./provider/runtime/callFunction.ts");
      const config = new Map(Object.entries({ accessToken: ${JSON.stringify(accessToken)}, apiHost: ${JSON.stringify(server.url)} }));
      const read = () => callFunction("getInsightGroup", { key: "checkout" }, (name) => config.get(name.replace("launchdarkly:", "")));
      void Promise.all([read(), read(), read()]).then((found) => {
        const answered = performance.now();
        process.on("exit", () => console.log(JSON.stringify([found.map(({ _tag }) => _tag), performance.now() - answered])));
      });`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--require", "tsx/cjs", "--eval", script], {
      cwd: resolve(__dirname, "../../.."),
    });
    await server.close();
    const [found, lingered] = JSON.parse(stdout) as [readonly string[], number];
    expect(found).to.deep.equal(["Right", "Right", "Right"]);
    expect(lingered, "milliseconds after the last answer").to.be.lessThan(500);
  }).timeout(60_000);
});
