import { expect } from "chai";
import { budget } from "../../provider/budget.js";
import { simulatedClock } from "./simulatedClock.js";

describe("the budget of a call", () => {
  it("is spent by time that goes by, but not by waiting for slots and windows", async () => {
    const clock = simulatedClock();
    const spending = budget(clock, 120_000);
    expect([spending.spent(), spending.remaining()]).to.deep.equal([0, 120_000]);
    await clock.run(clock.sleep(30_000));
    expect([spending.spent(), spending.remaining()]).to.deep.equal([30_000, 90_000]);
    spending.waited += 20_000;
    expect([spending.spent(), spending.remaining()]).to.deep.equal([10_000, 110_000]);
    await clock.run(clock.sleep(111_000));
    expect(spending.remaining()).to.equal(-1_000);
  });
});
