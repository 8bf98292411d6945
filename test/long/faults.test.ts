import { expectNothingLost } from "../faults/expectNothingLost.js";
import { killedLife } from "../faults/killed.js";
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
});
