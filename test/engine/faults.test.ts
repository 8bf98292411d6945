import { expect } from "chai";
import { expectNothingLost } from "../faults/expectNothingLost.js";
import { faultyLife } from "../faults/faulty.js";
import { killedLife } from "../faults/killed.js";
import { limitedLife } from "../faults/limited.js";
import { outageLife } from "../faults/outages.js";
import { adapters } from "../support/stack.js";

/** Runs one lifecycle of each kind; `test/long/faults.test.ts` has the others, and `npm run test:faults` a hundred. */
for (const adapter of adapters) {
  describe(`the ${adapter}, in the real engine with injected faults,`, function () {
    this.timeout(120_000);

    it("completes every step of a lifecycle although a third of all calls fail", async () => {
      expectNothingLost(await faultyLife(7, adapter));
    });

    it("loses nothing, duplicates nothing and leaves no request behind if the engine is killed during create", async () => {
      expectNothingLost(await killedLife(11, "SIGKILL", "create", adapter));
    });

    it("does not treat a total outage (html404) as deletions in a refresh", async () => {
      expectNothingLost(await outageLife(13, "html404", adapter));
    });

    it("completes under rate limits with few refused calls", async () => {
      const outcome = await limitedLife(14, "all", { windows: 3, windowMs: 3_000 }, adapter);
      expectNothingLost(outcome);
      expect(outcome.refused / outcome.calls).to.be.below(0.15);
    });
  });
}
