import { expect } from "chai";
import fc from "fast-check";
import { faultKinds, parseFaults, startEmulator, type Emulator, type FaultKind } from "../../emulator/index.js";
import { checkout, headers, root, send } from "../support/send.js";
import { overTheWire } from "../support/wire.js";

describe("the emulator's fault", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const create = () =>
    fetch(`${emulator.url}${root}/group`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(checkout),
    });
  const acted = () => emulator.groups.has("checkout");
  const statuses = async (times: number) => {
    const seen = new Set<number>();
    for (let time = 0; time < times; time++) seen.add((await create()).status);
    return [...seen].sort();
  };

  it("resetBefore resets the connection and does not act", async () => {
    emulator.setFaults({ resetBefore: 1 });
    expect(await overTheWire(emulator.url, "POST", "/group", checkout)).to.deep.equal({
      text: "",
      error: "ECONNRESET",
    });
    expect(acted()).to.equal(false);
  });

  it("resetAfter acts, then resets the connection", async () => {
    emulator.setFaults({ resetAfter: 1 });
    expect(await overTheWire(emulator.url, "POST", "/group", checkout)).to.deep.equal({
      text: "",
      error: "ECONNRESET",
    });
    expect(acted()).to.equal(true);
  });

  it("error500Before answers one of four statuses as JSON and does not act", async () => {
    emulator.setFaults({ error500Before: 1 });
    expect(await (await create()).json()).to.have.all.keys("code", "message", "id");
    expect(await statuses(30)).to.deep.equal([500, 502, 503, 504]);
    expect(acted()).to.equal(false);
  });

  it("error500After acts, then answers one of four statuses as JSON", async () => {
    emulator.setFaults({ error500After: 1 });
    expect(await (await create()).json()).to.have.all.keys("code", "message", "id");
    expect(acted()).to.equal(true);
    expect(await statuses(30)).to.deep.equal([500, 502, 503, 504]);
  });

  it("html5xx answers with a page, and does not act", async () => {
    emulator.setFaults({ html5xx: 1 });
    const reply = await create();
    expect(reply.headers.get("content-type")).to.equal("text/html");
    expect(await reply.text()).to.match(/^<html>/);
    expect(await statuses(20)).to.deep.equal([502, 503, 504]);
    expect(acted()).to.equal(false);
  });

  it("html404 answers with a page even if the group exists", async () => {
    await create();
    emulator.setFaults({ html404: 1 });
    const reply = await fetch(`${emulator.url}${root}/groups/checkout`, { headers });
    expect(reply.status).to.equal(404);
    expect(reply.headers.get("content-type")).to.equal("text/html");
    expect(await reply.text()).to.match(/^<html>/);
  });

  it("cutShort acts, announces a length and ends the connection halfway", async () => {
    emulator.setFaults({ cutShort: 1 });
    const { text, error } = await overTheWire(emulator.url, "POST", "/group", checkout);
    const [head = "", body = ""] = text.split("\r\n\r\n");
    const announced = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
    expect(head).to.match(/^HTTP\/1.1 201 /);
    expect(body).to.have.length(Math.floor(announced / 2));
    expect(error).to.equal(undefined);
    expect(acted()).to.equal(true);
  });

  it("cutShort cuts the response to a DELETE as well", async () => {
    await create();
    emulator.setFaults({ cutShort: 1 });
    const { text } = await overTheWire(emulator.url, "DELETE", "/groups/checkout");
    expect(text).to.match(/^HTTP\/1.1 200 [^]*Content-Length: 2\r\n[^]*\r\n\r\n{$/);
    expect(acted()).to.equal(false);
  });

  it("notJson acts, then answers success with a page or half of the JSON", async () => {
    emulator.setFaults({ notJson: 1 });
    const types = new Set<string | null>();
    for (let time = 0; time < 10; time++) {
      emulator.groups.clear();
      const reply = await create();
      expect(reply.status).to.equal(201);
      const text = await reply.text();
      expect(() => void JSON.parse(text)).to.throw(SyntaxError);
      types.add(reply.headers.get("content-type"));
      expect(acted()).to.equal(true);
    }
    expect(types).to.have.all.keys("text/html", "application/json");
  });

  it("slow acts at once, and answers late", async () => {
    emulator.setFaults({ slow: 1, slowMs: 30 });
    const start = performance.now();
    const reply = create();
    while (!acted()) await new Promise(setImmediate);
    expect(emulator.calls[0]).not.to.have.property("status");
    expect(await reply).to.include({ status: 201 });
    expect(performance.now() - start).to.be.at.least(29);
  });

  it("slow ends when the client disconnects", async () => {
    emulator.setFaults({ slow: 1 });
    const failed = await fetch(`${emulator.url}${root}/groups`, { headers, signal: AbortSignal.timeout(20) }).catch(
      (cause: unknown) => cause,
    );
    expect(failed).to.have.property("name", "TimeoutError");
    expect(emulator.calls).to.have.length(1);
    expect(emulator.calls[0]).not.to.have.property("status");
  });

  it("slow accepts a delay that is longer than the maximum timer delay", async () => {
    for (const given of [{ slowMs: 1e10 }, { slowMs: 0, latency: 2 ** 31 }]) {
      emulator.setFaults({ slow: 1, slowMs: given.slowMs });
      emulator.behaviour.latency = given.latency;
      const failed = await fetch(`${emulator.url}${root}/groups`, { headers, signal: AbortSignal.timeout(200) }).catch(
        (cause: unknown) => cause,
      );
      expect(failed).to.have.property("name", "TimeoutError");
    }
  });

  it("limited answers 429 with a reset shortly after the server's time, and does not act", async () => {
    const clocked = await startEmulator({ faults: { limited: 1, limitedMs: 250 }, now: () => 5_000 });
    const reply = await send(clocked, "POST", "/group", checkout);
    expect(reply.status).to.equal(429);
    expect(reply.body).to.include({ code: "rate_limited" });
    expect(reply.headers.get("x-ratelimit-global-remaining")).to.equal("0");
    expect(reply.headers.get("x-ratelimit-reset")).to.equal("5250");
    expect(clocked.groups.size).to.equal(0);
    await clocked.close();
  });

  it("limitedBare answers 429 without any rate-limit header", async () => {
    emulator.setFaults({ limitedBare: 1 });
    const reply = await create();
    expect(reply.status).to.equal(429);
    expect([...reply.headers.keys()].filter((name) => /ratelimit|retry/.test(name))).to.deep.equal([]);
    expect(acted()).to.equal(false);
  });

  it("conflict answers 409, as for a concurrent change, to any method, and does not act", async () => {
    await create();
    emulator.setFaults({ conflict: 1 });
    for (const method of ["GET", "DELETE", "PATCH"]) {
      const { status, body } = await send(emulator, method, "/groups/checkout", method === "PATCH" ? [] : undefined);
      expect(status, method).to.equal(409);
      expect(body, method).to.include({ code: "optimistic_locking_error" });
    }
    expect(acted()).to.equal(true);
  });

  it("of any kind is recorded with the call, and ends when it is switched off", async () => {
    emulator.setFaults({ html404: 1 });
    await create();
    emulator.setFaults(undefined);
    await create();
    expect(emulator.calls.map(({ fault, status }) => ({ fault, status }))).to.deep.equal([
      { fault: "html404", status: 404 },
      { fault: undefined, status: 201 },
    ]);
  });
});

describe("the emulator's scripted faults", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());
  const faultsOf = async (count: number) => {
    for (let index = 0; index < count; index++) await send(emulator, "GET", "/groups");
    return emulator.calls.splice(0).map(({ fault }) => fault);
  };

  it("apply to the next calls in order, before the shares apply again", async () => {
    emulator.setFaults({ conflict: 1 });
    emulator.scriptFaults(["limitedBare", undefined, "error500Before"]);
    expect(await faultsOf(4)).to.deep.equal(["limitedBare", undefined, "error500Before", "conflict"]);
  });

  it("use the times of the current faults", async () => {
    emulator.setFaults({ limitedMs: 60_000 });
    emulator.scriptFaults(["limited"]);
    const { headers: told } = await send(emulator, "GET", "/groups");
    expect(Number(told.get("x-ratelimit-reset"))).to.be.closeTo(Date.now() + 60_000, 5_000);
  });

  it("are replaced by another script, and end when faults are set", async () => {
    emulator.scriptFaults(["conflict", "conflict"]);
    emulator.scriptFaults([undefined, "limitedBare", "limitedBare"]);
    expect(await faultsOf(2)).to.deep.equal([undefined, "limitedBare"]);
    emulator.setFaults(undefined);
    expect(await faultsOf(1)).to.deep.equal([undefined]);
  });

  it("do not change which later calls get a fault", async () => {
    const calls = async (script: readonly undefined[]) => {
      const seeded = await startEmulator({ seed: 5, faults: { conflict: 0.5 } });
      seeded.scriptFaults(script);
      for (let index = 0; index < 20; index++) await send(seeded, "GET", "/groups");
      await seeded.close();
      return seeded.calls.map(({ fault }) => fault).slice(3);
    };
    expect(await calls([undefined, undefined, undefined])).to.deep.equal(await calls([]));
  });
});

describe("the emulator's selection of calls for faults", () => {
  const faultsOfCalls = async (seed: number, faults = parseFaults("0.5")) => {
    const emulator = await startEmulator({ seed, faults: { ...faults, slowMs: 0 } });
    await Promise.all(Array.from({ length: 100 }, () => overTheWire(emulator.url, "GET", "/groups")));
    await emulator.close();
    return emulator.calls.map(({ fault, status }) => ({ fault, status }));
  };

  it("is the same for the same seed and order of calls, and differs for another seed", async () => {
    expect(await faultsOfCalls(7)).to.deep.equal(await faultsOfCalls(7));
    expect(await faultsOfCalls(7)).not.to.deep.equal(await faultsOfCalls(8));
  });

  it("matches the share approximately", async () => {
    const calls = await faultsOfCalls(1);
    expect(calls.filter(({ fault }) => fault !== undefined).length).to.be.within(35, 65);
  });

  it("selects no call for a share of 0, and every call for a share of 1", async () => {
    expect((await faultsOfCalls(1, { conflict: 0 })).every(({ fault }) => fault === undefined)).to.equal(true);
    expect((await faultsOfCalls(1, { conflict: 1 })).every(({ fault }) => fault === "conflict")).to.equal(true);
  });
});

describe("a specification of faults", () => {
  const kinds = Object.keys(faultKinds) as FaultKind[]; // the keys of a constant are exactly its type's

  it("divides one number evenly among all kinds", () => {
    const faults = parseFaults("0.3");
    expect(faults).to.have.all.keys(...kinds);
    for (const kind of kinds) expect(faults[kind]).to.be.closeTo(0.025, 1e-9);
  });

  it("sets shares and times by name", () => {
    expect(parseFaults("resetBefore=0.05, slow=0.1,slowMs=2000")).to.deep.equal({
      resetBefore: 0.05,
      slow: 0.1,
      slowMs: 2000,
    });
  });

  it("is read back as it was written", () => {
    const share = fc.double({ min: 0, max: 1 / kinds.length, noNaN: true });
    const faults = fc.dictionary(fc.constantFrom(...kinds), share, { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(faults, (written) => {
        const specification = Object.entries(written).map(([kind, value]) => `${kind}=${String(value)}`);
        expect(parseFaults(specification.join(","))).to.deep.equal(written);
      }),
    );
  });

  it("is refused with a reason if it is invalid", () => {
    expect(() => parseFaults("html=0.1")).to.throw(RangeError, /unknown fault "html"; there are resetBefore, /);
    expect(() => parseFaults("")).to.throw(RangeError, /unknown fault ""/);
    expect(() => parseFaults("slow")).to.throw(RangeError, "slow must be a share between 0 and 1");
    expect(() => parseFaults("slow=1=2")).to.throw(RangeError, "slow must be a share between 0 and 1");
    expect(() => parseFaults("slow=often")).to.throw(RangeError, "slow must be a share between 0 and 1");
    expect(() => parseFaults("slow=2")).to.throw(RangeError, "slow must be a share between 0 and 1");
    expect(() => parseFaults("-0.1")).to.throw(RangeError, "share");
    expect(() => parseFaults("slow=0.1,slowMs=-1")).to.throw(RangeError, "slowMs must be a number of milliseconds");
    expect(() => parseFaults("slow=0.6,conflict=0.6")).to.throw(RangeError, "add up to 1.2");
  });

  it("is validated by startEmulator as well", async () => {
    const rejected = await startEmulator({ faults: { slow: 2 } }).catch((cause: unknown) => cause);
    expect(rejected).to.be.instanceOf(RangeError);
  });
});
