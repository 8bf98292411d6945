import { expect } from "chai";
import { startEmulator, type Emulator, type Limits } from "../../emulator/index.js";
import { checkout, fill, headers, send } from "../support/send.js";

describe("the emulator's rate limits", () => {
  let now: number;
  let emulator: Emulator;
  beforeEach(async () => {
    now = 1_000_000;
    emulator = await startEmulator({ now: () => now });
  });
  afterEach(() => emulator.close());

  const get = (path = "/groups") => send(emulator, "GET", path);
  const statuses = async (limits: Limits, ...paths: readonly string[]) => {
    emulator.setLimits(limits);
    const seen: number[] = [];
    for (const path of paths) seen.push((await get(path)).status);
    return seen;
  };
  const told = ({ headers: sent }: { readonly headers: Headers }) =>
    Object.fromEntries([...sent].filter(([name]) => /ratelimit|retry/.test(name)));

  it("are off by default and appear in no header", async () => {
    expect(told(await get())).to.deep.equal({});
  });

  it("count down in the headers and end in a 429 that changes nothing", async () => {
    emulator.setLimits({ global: 2, route: 1, authToken: 3 });
    const first = await get();
    expect(told(first)).to.deep.equal({
      "x-ratelimit-global-remaining": "1",
      "x-ratelimit-route-remaining": "0",
      "x-ratelimit-auth-token-remaining": "2",
      "x-ratelimit-reset": "1010000",
      "x-ratelimit-auth-token-reset": "1010000",
    });
    expect(await send(emulator, "POST", "/group", checkout)).to.include({ status: 201 });
    const refused = await send(emulator, "POST", "/group", { ...checkout, key: "second" });
    expect(refused.status).to.equal(429);
    expect(refused.body).to.include({ code: "rate_limited" });
    expect(told(refused)).to.include({ "x-ratelimit-global-remaining": "0", "x-ratelimit-reset": "1010000" });
    expect([...emulator.groups.keys()]).to.deep.equal(["checkout"]);
  });

  it("appear in headers only if they are set", async () => {
    emulator.setLimits({ route: 5 });
    expect(told(await get())).to.have.all.keys("x-ratelimit-route-remaining", "x-ratelimit-reset");
  });

  it("count a verb and a pattern as one route, whatever the key", async () => {
    await fill(emulator, "a", "b");
    expect(await statuses({ route: 2 }, "/groups/a", "/groups/b", "/groups/a", "/groups")).to.deep.equal([
      200, 200, 429, 200,
    ]);
    expect(await send(emulator, "DELETE", "/groups/a")).to.include({ status: 204 });
  });

  it("start again with the next window of the server's clock", async () => {
    now = 1_009_999;
    expect(await statuses({ global: 1 }, "/groups", "/groups")).to.deep.equal([200, 429]);
    now = 1_010_000;
    const next = await get();
    expect(next.status).to.equal(200);
    expect(told(next)).to.include({ "x-ratelimit-reset": "1020000" });
  });

  it("apply to windows of a configured length", async () => {
    emulator.setLimits({ global: 1, windowMs: 300 });
    expect(told(await get())).to.include({ "x-ratelimit-reset": "1000200" });
  });

  it("do not count refused calls or calls without a valid token", async () => {
    emulator.setLimits({ global: 2, route: 1 });
    await send(emulator, "GET", "/groups", undefined, { headers: { ...headers, Authorization: "api-other" } });
    await get();
    await get();
    expect(told(await get("/groups/a"))).to.include({ "x-ratelimit-global-remaining": "0" });
  });

  it("report only the seconds to wait if headers is retry-after", async () => {
    emulator.setLimits({ global: 1, headers: "retry-after" });
    now = 1_002_500;
    expect(told(await get())).to.deep.equal({});
    const refused = await get();
    expect(refused.status).to.equal(429);
    expect(told(refused)).to.deep.equal({ "retry-after": "8" });
  });

  it("report nothing if headers is none", async () => {
    emulator.setLimits({ global: 1, headers: "none" });
    await get();
    const refused = await get();
    expect(refused.status).to.equal(429);
    expect(told(refused)).to.deep.equal({});
  });

  it("end when they are switched off", async () => {
    expect(await statuses({ global: 1 }, "/groups", "/groups")).to.deep.equal([200, 429]);
    emulator.setLimits(undefined);
    expect(await get()).to.include({ status: 200 });
  });

  it("are also in the headers of errors", async () => {
    emulator.setLimits({ global: 5 });
    expect(told(await get("/groups/absent"))).to.include({ "x-ratelimit-global-remaining": "4" });
  });

  it("use the clock of the Date header", async () => {
    now = Date.UTC(2031, 0, 1);
    expect((await get()).headers.get("date")).to.equal("Wed, 01 Jan 2031 00:00:00 GMT");
  });
});
