import { expect } from "chai";
import { makeOperationDeadline } from "../../../provider/http/operationDeadline.js";
import { simulatedClock } from "../../support/simulatedClock.js";

describe("the deadline of an operation", () => {
  const made = (onRequest?: () => void) => {
    const clock = simulatedClock();
    return { clock, deadline: makeOperationDeadline(clock, 120_000, onRequest) };
  };

  it("counts elapsed time except the time in queues", async () => {
    const { clock, deadline } = made();
    expect([deadline.elapsed(), deadline.remaining()]).to.deep.equal([0, 120_000]);
    await clock.run(clock.sleep(10_000));
    expect([deadline.elapsed(), deadline.remaining()]).to.deep.equal([10_000, 110_000]);
    expect(await clock.run(deadline.whileQueued(clock.sleep(20_000).then(() => "done")))).to.equal("done");
    expect([deadline.queued(), deadline.elapsed(), deadline.remaining()]).to.deep.equal([20_000, 10_000, 110_000]);
    await clock.run(clock.sleep(111_000));
    expect(deadline.remaining()).to.equal(-1_000);
  });

  it("counts the part of a wait that was not in a queue", async () => {
    const { clock, deadline } = made();
    await clock.run(deadline.whileQueued(clock.sleep(20_000), () => 5_000));
    expect([deadline.queued(), deadline.elapsed()]).to.deep.equal([15_000, 5_000]);
    await clock.run(deadline.whileQueued(clock.sleep(1_000), () => 9_000));
    expect(deadline.queued(), "never less than before").to.equal(15_000);
  });

  it("counts requests and reports each of them", () => {
    let reported = 0;
    const { deadline } = made(() => (reported += 1));
    expect(deadline.requests()).to.equal(0);
    deadline.countRequest();
    deadline.countRequest();
    expect([deadline.requests(), reported]).to.deep.equal([2, 2]);
  });
});
