import { expect } from "chai";
import { unreachable } from "../../provider/errors.js";
import { outage, type Outage } from "../../provider/outage.js";
import { simulatedClock, type SimulatedClock } from "./simulatedClock.js";

describe("an outage", () => {
  const deadline = 120_000;
  const down = unreachable("ECONNREFUSED", false);
  let clock: SimulatedClock;
  let service: Outage;
  beforeEach(() => {
    clock = simulatedClock();
    service = outage(clock, deadline);
  });
  const later = (ms: number) => clock.run(clock.sleep(ms));

  it("is none until nothing has come for a whole deadline", async () => {
    service.saw(down);
    await later(deadline - 1);
    service.saw(down);
    expect([service.isDown(), service.refusal()]).to.deep.equal([false, undefined]);
    await later(1);
    expect(service.isDown()).to.equal(true);
  });

  it("begins anew after each answer", async () => {
    for (let minutes = 0; minutes < 10; minutes++) {
      service.saw(down);
      await later(60_000);
      service.saw(undefined);
      await later(60_000);
    }
    expect(service.isDown()).to.equal(false);
  });

  it("refuses calls with the last error, but lets one try every five seconds", async () => {
    service.saw(unreachable("the first", false));
    await later(deadline);
    service.saw(down);
    expect(service.refusal(), "one that sees whether it is over").to.equal(undefined);
    expect(service.refusal()).to.equal(down);
    await later(4_999);
    expect(service.refusal()).to.equal(down);
    await later(1);
    expect(service.refusal()).to.equal(undefined);
    expect(service.refusal()).to.equal(down);
  });

  it("is over with the first answer", async () => {
    service.saw(down);
    await later(deadline);
    service.refusal();
    service.saw(undefined);
    expect([service.isDown(), service.refusal(), service.refusal()]).to.deep.equal([false, undefined, undefined]);
  });
});
