import { expect } from "chai";
import { faultyLife } from "../faults/faulty.js";
import { killedLife } from "../faults/killed.js";
import type { Outcome } from "../faults/life.js";
import { limitedLife } from "../faults/limited.js";
import { outageLife } from "../faults/outages.js";

/** The short form of `npm run test:faults`. */
describe("faults, through the real engine", function () {
  this.timeout(120_000);
  const expectNothingLost = ({ failures, orphans, duplicates, lost, falseDeletions, leaks, late }: Outcome): void => {
    expect(failures, failures.join("\n")).to.deep.equal([]);
    expect({ orphans, duplicates, lost, falseDeletions, leaks, late }).to.deep.equal({
      orphans: 0,
      duplicates: 0,
      lost: 0,
      falseDeletions: 0,
      leaks: 0,
      late: 0,
    });
  };

  it("on a third of all calls make no step of a whole life fail", async () => {
    expectNothingLost(await faultyLife(7));
  });

  for (const phase of ["create", "update", "delete"] as const) {
    it(`such as the death of the engine during ${phase} lose nothing, double nothing and leave no request behind`, async () => {
      expectNothingLost(await killedLife(11, "SIGKILL", phase));
    });
  }

  it("such as an interrupt lose nothing", async () => {
    expectNothingLost(await killedLife(12, "SIGINT", "create"));
  });

  for (const kind of ["html404", "slow", "revoked"] as const) {
    it(`such as a total outage (${kind}) are no deletion to a refresh`, async () => {
      expectNothingLost(await outageLife(13, kind));
    });
  }

  it("such as rate limits make nothing fail, and few calls are refused", async () => {
    const outcome = await limitedLife(14, "all", 3, 3_000);
    expectNothingLost(outcome);
    expect(outcome.refused / outcome.calls).to.be.below(0.15);
  });
});
