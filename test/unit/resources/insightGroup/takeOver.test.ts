import { expect } from "chai";
import { setTimeout } from "node:timers/promises";
import { startEmulator, type Emulator, type FaultKind } from "../../../../emulator/index.js";
import { insightGroup } from "../../../../provider/provider.js";
import { checkout } from "../../../support/groups.js";
import { __provider, connect, methods, scriptFaults } from "../../../support/live.js";

const news = { ...checkout, __provider };

describe("a resource that takes over the key of another one in the same run", () => {
  let emulator: Emulator;
  let olds: Readonly<Record<string, unknown>>;
  beforeEach(async () => {
    emulator = await startEmulator({ latency: 20 });
    await connect(emulator, { requestTimeout: "0.3" });
    olds = { ...(await insightGroup.create(news)).outs, __provider };
    await connect(emulator, { requestTimeout: "0.3" });
  });
  afterEach(() => emulator.close());

  const faults: readonly (FaultKind | undefined)[] = [
    undefined,
    "resetBefore",
    "resetAfter",
    "error500Before",
    "error500After",
    "cutShort",
    "slow",
  ];
  for (const fault of faults) {
    it(`gets a new group after the delete, whose first attempt has ${fault ?? "no fault"}`, async () => {
      scriptFaults(emulator, fault);
      const deleted = insightGroup.delete("checkout", olds);
      const [{ outs }] = await Promise.all([insightGroup.create(news), deleted]);
      expect(emulator.groups.get("checkout")).to.deep.equal(outs);
      const sent = methods(emulator).slice(1);
      expect(sent.indexOf("POST"), "after the delete and its retries").to.be.greaterThan(sent.lastIndexOf("DELETE"));
    });

    it(`keeps the group that it adopts before the delete, if its POST has ${fault ?? "no fault"}`, async () => {
      scriptFaults(emulator, fault);
      const created = insightGroup.create(news);
      while (emulator.calls.length < 2) await setTimeout(1);
      const [{ outs }] = await Promise.all([created, insightGroup.delete("checkout", olds)]);
      expect(emulator.groups.get("checkout")).to.deep.equal(outs);
      expect(methods(emulator)).not.to.include("DELETE");
    });
  }
});
