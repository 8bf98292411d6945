import { expect } from "chai";
import { expectNothingLost } from "../faults/expectNothingLost.js";
import { faultyLife } from "../faults/faulty.js";
import { killedLife } from "../faults/killed.js";
import { limitedLife } from "../faults/limited.js";
import { outageLife } from "../faults/outages.js";
import { adapters } from "../support/stack.js";

/** One life of each kind; `test/long/faults.test.ts` has the others, and `npm run test:faults` a hundred. */
for (const adapter of adapters) {
  describe(`faults, through the real engine and the ${adapter}`, function () {
    this.timeout(120_000);

    it("on a third of all calls make no step of a whole life fail", async () => {
      expectNothingLost(await faultyLife(7, adapter));
    });

    it("such as the death of the engine during create lose nothing, double nothing and leave no request behind", async () => {
      expectNothingLost(await killedLife(11, "SIGKILL", "create", adapter));
    });

    it("such as a total outage (html404) are no deletion to a refresh", async () => {
      expectNothingLost(await outageLife(13, "html404", adapter));
    });

    it("such as rate limits make nothing fail, and few calls are refused", async () => {
      const outcome = await limitedLife(14, "all", 3, 3_000, adapter);
      expectNothingLost(outcome);
      expect(outcome.refused / outcome.calls).to.be.below(0.15);
    });
  });
}
