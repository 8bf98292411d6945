import { expect } from "chai";
import { expectNothingLost } from "../faults/expectNothingLost.js";
import { killedLife } from "../faults/killed.js";
import { limitedLife } from "../faults/limited.js";
import { outageLife } from "../faults/outages.js";

describe("faults, through the real engine, at length", function () {
  this.timeout(120_000);

  for (const phase of ["update", "delete"] as const) {
    it(`such as the death of the engine during ${phase} lose nothing, double nothing and leave no request behind`, async () => {
      expectNothingLost(await killedLife(11, "SIGKILL", phase));
    });
  }

  it("such as an interrupt lose nothing", async () => {
    expectNothingLost(await killedLife(12, "SIGINT", "create"));
  });

  for (const kind of ["slow", "revoked"] as const) {
    it(`such as a total outage (${kind}) are no deletion to a refresh`, async () => {
      expectNothingLost(await outageLife(13, kind));
    });
  }

  for (const [headers, refused, pace] of [
    ["all", 0.05, 1.1],
    ["none", 1, 1.5],
  ] as const) {
    it(`such as rate limits, with ${headers} of their headers, make nothing fail and cost little time`, async () => {
      const outcome = await limitedLife(14, headers, 4);
      expectNothingLost(outcome);
      expect(outcome.refused / outcome.calls).to.be.below(refused);
      expect(outcome.pace).to.be.at.most(pace);
    });
  }
});
