import { expect } from "chai";
import { random as seeded } from "../../../../emulator/random.js";
import { makeServerClock } from "../../../../provider/http/rateLimit/serverClock.js";
import { simulatedClock } from "../../../support/simulatedClock.js";

const epoch = Date.UTC(2026, 6, 7);

describe("the server's clock", () => {
  it("is derived from Date, whatever the local time of day", async () => {
    for (const timeOfDay of [0, epoch, epoch + 3_600_000, 2 * epoch]) {
      const clock = simulatedClock(1, 5_000);
      const server = makeServerClock(clock, () => timeOfDay);
      server.observe(new Date(epoch).toUTCString());
      expect(server.toLocal(epoch + 10_000)).to.equal(15_000);
      await clock.run(clock.sleep(60_000));
      expect(server.toLocal(epoch + 10_000), "the same moment, a minute later").to.equal(15_000);
    }
  });

  it("is the local clock until the first Date", () => {
    const clock = simulatedClock(1, 5_000);
    const server = makeServerClock(clock, () => epoch);
    expect(server.toLocal(epoch + 10_000)).to.equal(15_000);
    server.observe(undefined);
    server.observe("tomorrow");
    expect(server.toLocal(epoch + 10_000)).to.equal(15_000);
  });

  it("is never estimated ahead, and is hardly behind after a few responses", async () => {
    const clock = simulatedClock();
    const server = makeServerClock(clock);
    const chance = seeded(4);
    const truth = 123_456;
    for (let reading = 0; reading < 40; reading++) {
      const sent = clock.now() + epoch - truth;
      const arrival = 20 + 180 * chance();
      await clock.run(clock.sleep(arrival));
      server.observe(new Date(sent).toUTCString());
      // A window must never be estimated to end too early.
      expect(server.toLocal(epoch)).to.be.at.least(truth);
      await clock.run(clock.sleep(1_000 * chance()));
    }
    expect(server.toLocal(epoch)).to.be.at.most(truth + 200);
  });
});
