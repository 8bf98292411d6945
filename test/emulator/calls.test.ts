import { connect } from "node:net";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { checkout, headers, root, send } from "../support/send.js";

describe("the emulator", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ now: () => 42, token: "api-canary" });
  });
  afterEach(() => emulator.close());

  const init = { headers: { ...headers, "Content-Type": "application/json", Authorization: "api-canary" } };

  it("records each call with its key, query, body and status", async () => {
    await send(emulator, "POST", "/group", checkout, init);
    await send(emulator, "GET", "/groups/a%2Fb?expand=scores", undefined, init);
    await send(emulator, "POST", "/group", undefined, { ...init, body: "{" });
    expect(emulator.calls).to.deep.equal([
      { method: "POST", path: `${root}/group`, query: "", at: 42, key: "checkout", body: checkout, status: 201 },
      { method: "GET", path: `${root}/groups/a%2Fb`, query: "expand=scores", at: 42, key: "a/b", status: 404 },
      { method: "POST", path: `${root}/group`, query: "", at: 42, body: "{", status: 400 },
    ]);
  });

  it("never records the token", async () => {
    await send(emulator, "GET", "/groups", undefined, init);
    expect(JSON.stringify(emulator.calls)).not.to.include("canary");
  });

  it("records a call whose body never arrives, but does not act on it", async () => {
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1");
    socket.write(`POST ${root}/group HTTP/1.1\r\nHost: emulator\r\nContent-Length: 100\r\n\r\n{`);
    while (emulator.calls.length === 0) await new Promise(setImmediate);
    socket.destroy();
    await emulator.close();
    expect(emulator.calls).to.deep.equal([{ method: "POST", path: `${root}/group`, query: "", at: 42 }]);
  });

  it("calls a listener for each request before the answer", async () => {
    const groupsSeen: number[] = [];
    emulator.onCall(({ status, path }) => {
      expect({ status, path }).to.deep.equal({ status: undefined, path: `${root}/group` });
      groupsSeen.push(emulator.groups.size);
      emulator.groups.set("by hand", { ...checkout, key: "by hand", createdAt: 1 });
    });
    await send(emulator, "POST", "/group", checkout, init);
    expect(await send(emulator, "POST", "/group", { ...checkout, key: "by hand" }, init)).to.include({ status: 409 });
    emulator.onCall(undefined);
    await send(emulator, "GET", "/groups", undefined, init);
    expect(groupsSeen).to.deep.equal([0, 2]);
  });

  it("starts with the given groups", async () => {
    const groups = [
      { ...checkout, createdAt: 7 },
      { ...checkout, key: "till", createdAt: 8 },
    ] as const;
    const seeded = await startEmulator({ groups });
    expect((await send(seeded, "GET", "/groups")).body)
      .to.have.property("items")
      .that.deep.equals(groups);
    expect(await send(seeded, "DELETE", "/groups/till")).to.include({ status: 204 });
    expect([...seeded.groups.values()]).to.deep.equal([groups[0]]);
    await seeded.close();
  });

  it("listens on the loopback address only", () => {
    expect(emulator.url).to.match(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  });

  it("adds latency to each answer, after it acted", async () => {
    emulator.behaviour.latency = 30;
    const start = performance.now();
    const reply = send(emulator, "POST", "/group", checkout, init);
    while (emulator.groups.size === 0) await new Promise(setImmediate);
    await reply;
    expect(performance.now() - start).to.be.at.least(29);
  });

  it("closes at once, even with an unfinished answer and idle connections", async () => {
    await send(emulator, "GET", "/groups", undefined, init);
    emulator.behaviour.latency = 60_000;
    const failed = send(emulator, "GET", "/groups", undefined, init).catch((cause: unknown) => cause);
    while (emulator.calls.length < 2) await new Promise(setImmediate);
    await emulator.close();
    await emulator.close();
    expect(await failed).to.be.instanceOf(TypeError);
  });

  it("fails to start if the port is in use", async () => {
    const port = Number(new URL(emulator.url).port);
    expect(await startEmulator({ port }).catch((cause: unknown) => cause)).to.have.property("code", "EADDRINUSE");
  });
});
