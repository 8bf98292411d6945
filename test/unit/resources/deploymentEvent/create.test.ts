import { expect } from "chai";
import { startEmulator, type Emulator, type FaultKind } from "../../../../emulator/index.js";
import { parseFaults } from "../../../../emulator/faults.js";
import { deploymentEvent } from "../../../../provider/provider.js";
import { deployed, everything } from "../../../support/deploymentEvents.js";
import { __provider, connect, fails, impatient, methods, scriptFaults, serve } from "../../../support/live.js";

const create = (args: object = deployed) => deploymentEvent.create({ ...args, __provider });

describe("recording a deployment event", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
    await connect(emulator);
  });
  afterEach(() => emulator.close());

  /** Returns LaunchDarkly's events. */
  const events = () => [...emulator.deploymentEvents.values()];

  it("sends one POST with the arguments", async () => {
    const { id, outs } = await create(everything);
    expect(methods(emulator)).to.deep.equal(["POST"]);
    expect(emulator.calls[0]?.body).to.deep.equal(everything);
    expect(id).to.equal("shop/production/checkout/1.4.0/failed");
    expect(outs).to.deep.equal({ ...everything, recordedAt: everything.eventTime });
  });

  it("sends the present time if the program sets none, and keeps it only as an output", async () => {
    const before = Date.now();
    const { outs } = await create();
    const { recordedAt, ...others } = outs as { readonly recordedAt: number }; // an output of each event
    expect(recordedAt).to.be.within(before, Date.now());
    expect(others).to.deep.equal({ ...deployed, eventType: "finished" });
    expect(events()).to.have.length(1);
    expect(events()[0]).to.deep.include({ ...others, eventTime: recordedAt });
  });

  describe("if LaunchDarkly acted but its reply is lost,", () => {
    const kinds: readonly FaultKind[] = ["resetAfter", "error500After", "cutShort", "notJson"];
    for (const [index, kind] of kinds.entries()) {
      const eventType = ["finished", "started", "failed"][index % 3];
      it(`finds a ${String(eventType)} event in the list and sends no other (${kind})`, async () => {
        scriptFaults(emulator, kind);
        await create({ ...deployed, eventType });
        expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
        expect(events()).to.have.length(1);
      });
    }

    it("finds the end of a deployment that was started before", async () => {
      await create({ ...everything, eventType: "started", eventTime: everything.eventTime - 60_000 });
      scriptFaults(emulator, "resetAfter");
      await create(everything);
      expect(methods(emulator)).to.deep.equal(["POST", "POST", "GET"]);
    });

    it("reads the list again if LaunchDarkly lists the event late", async () => {
      emulator.behaviour.deploymentDelay = 500;
      scriptFaults(emulator, "resetAfter");
      await create();
      expect(methods(emulator).slice(0, 3)).to.deep.equal(["POST", "GET", "GET"]);
      expect(new Set(events().map(({ eventTime }) => eventTime)).size).to.equal(1);
    });

    it("does not treat an earlier event with the same time and other metadata as the lost event", async () => {
      const fixed = { ...everything, eventType: "finished" };
      await create({ ...fixed, deploymentMetadata: { region: "eu" } });
      scriptFaults(emulator, "error500Before");
      await create({ ...fixed, deploymentMetadata: { region: "us" } });
      expect(events().map(({ deploymentMetadata }) => deploymentMetadata?.["region"])).to.deep.equal(["eu", "us"]);
    });

    it("does not treat an end as a start at the same time", async () => {
      await create({ ...everything, eventType: "finished" });
      scriptFaults(emulator, "error500Before");
      await create({ ...everything, eventType: "started" });
      expect(events().map(({ eventType }) => eventType)).to.deep.equal(["finished", "started"]);
    });

    for (const [repeatedEvents, count] of [
      ["count", 2],
      ["ignore", 1],
    ] as const) {
      it(`sends a custom event again with the same time, because no list shows it (${repeatedEvents})`, async () => {
        emulator.behaviour.repeatedEvents = repeatedEvents;
        scriptFaults(emulator, "resetAfter");
        await create({ ...deployed, eventType: "custom" });
        expect(methods(emulator)).to.deep.equal(["POST", "POST"]);
        expect(emulator.calls[0]?.body).to.deep.equal(emulator.calls[1]?.body);
        expect(events()).to.have.length(count);
      });
    }
  });

  for (const kind of ["resetBefore", "error500Before", "html5xx", "html404"] as const) {
    it(`sends the event again with the same time after four reads of the list if LaunchDarkly did not act (${kind})`, async () => {
      scriptFaults(emulator, kind);
      await create();
      expect(methods(emulator)).to.deep.equal(["POST", "GET", "GET", "GET", "GET", "POST"]);
      expect(emulator.calls[0]?.body).to.deep.equal(emulator.calls.at(-1)?.body);
      expect(events()).to.have.length(1);
    });
  }

  it("does not treat the opposite outcome of the version at the same time as the event", async () => {
    await create({ ...everything, eventType: "finished" });
    scriptFaults(emulator, "resetBefore");
    await create(everything);
    expect(events().map(({ eventType }) => eventType)).to.deep.equal(["finished", "failed"]);
  });

  for (const kind of ["limited", "limitedBare", "conflict"] as const) {
    it(`sends the event again without a read of the list if LaunchDarkly refused it temporarily (${kind})`, async () => {
      scriptFaults(emulator, kind);
      await create();
      expect(methods(emulator)).to.deep.equal(["POST", "POST"]);
    });
  }

  it("sends the event again if the token may not list deployments", async () => {
    const refused = JSON.stringify({ code: "forbidden", message: "No" });
    const server = await serve((request, response) => {
      const status = request.method === "GET" ? 403 : server.requests.length === 1 ? 503 : 201;
      response.writeHead(status, { "Content-Type": "application/json" }).end(status === 201 ? "" : refused);
    });
    await connect(server);
    await create();
    expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET", "POST"]);
    await server.close();
  });

  it("does not repeat an event after a success that is not 201", async () => {
    const server = await serve((request, response) => {
      response.writeHead(200).end(request.method === "GET" ? '{"items":[]}' : "");
    });
    await connect(server);
    await fails(create(), "its outcome is unknown", "(200) does not match", "LaunchDarkly may count twice");
    expect(server.requests.filter(({ method }) => method === "POST")).to.have.length(1);
    await server.close();
  });

  it("records every event although a third of all calls fail", async () => {
    await connect(emulator, { requestTimeout: "0.5" });
    emulator.setFaults({ ...parseFaults("0.33"), slowMs: 1_000, limitedMs: 100 });
    const keys = Array.from({ length: 20 }, (_, index) => `app-${String(index)}`);
    await Promise.all(keys.map((applicationKey) => create({ ...deployed, applicationKey })));
    expect([...new Set(events().map(({ applicationKey }) => applicationKey))].sort()).to.deep.equal(keys.sort());
    expect(events()).to.have.length(keys.length);
  });

  it("reports at the deadline that the outcome is unknown, and what the next run does", async () => {
    await connect(emulator, impatient);
    emulator.setFaults({ resetAfter: 1 });
    await fails(
      create({ ...deployed, eventType: "finished" }),
      'Cannot create deployment event "shop/production/checkout/1.4.0/finished": the request was sent but its outcome is',
      "Run `pulumi up` again: it records the event once more, which LaunchDarkly may count twice.",
    );
  });

  it("reports what to check if the project or the environment does not exist, and sends nothing more", async () => {
    emulator.behaviour.projects = { store: ["production"] };
    await fails(create(), "404", 'Check that project "shop" exists and has an environment "production".');
    expect(methods(emulator)).to.deep.equal(["POST"]);
  });

  it("sends nothing that check would have refused", async () => {
    await fails(create({ ...deployed, version: "a b" }), "version must contain only");
    expect(emulator.calls).to.deep.equal([]);
  });

  it("refuses to look up an event", async () => {
    const looked = deploymentEvent.read("shop/production/checkout/1.4.0/finished", { __provider, version: undefined });
    await fails(looked, "LaunchDarkly returns no single event. Remove the option `id` to record a new event.");
  });

  it("sends no request to refresh or delete an event", async () => {
    const { id, outs } = await create(everything);
    const found = { id, props: outs, inputs: everything };
    expect(await deploymentEvent.read(id, { ...outs, __provider })).to.deep.equal(found);
    await deploymentEvent.delete(id, { ...outs, __provider });
    expect(methods(emulator)).to.deep.equal(["POST"]);
  });
});
