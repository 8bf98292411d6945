import { expect } from "chai";
import { expectNothingLost } from "../faults/expectNothingLost.js";
import { killedLife } from "../faults/killed.js";
import { limitedLife } from "../faults/limited.js";
import { outageLife } from "../faults/outages.js";

describe("the dynamic provider, in the real engine with injected faults,", function () {
  this.timeout(120_000);

  for (const phase of ["update", "delete"] as const) {
    it(`loses nothing, duplicates nothing and leaves no request behind if the engine is killed during ${phase}`, async () => {
      expectNothingLost(await killedLife(11, "SIGKILL", phase));
    });
  }

  it("loses nothing if it is interrupted", async () => {
    expectNothingLost(await killedLife(12, "SIGINT", "create"));
  });

  for (const kind of ["slow", "revoked"] as const) {
    it(`does not treat a total outage (${kind}) as deletions in a refresh`, async () => {
      expectNothingLost(await outageLife(13, kind));
    });
  }

  for (const [headers, refused, pace] of [
    ["all", 0.05, 1.1],
    ["none", 1, 1.5],
  ] as const) {
    it(`completes under rate limits in little extra time (headers: ${headers})`, async () => {
      const outcome = await limitedLife(14, headers, { windows: 4 });
      expectNothingLost(outcome);
      expect(outcome.refused / outcome.calls).to.be.below(refused);
      expect(outcome.pace).to.be.at.most(pace);
    });
  }
});
