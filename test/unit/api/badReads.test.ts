import { expect } from "chai";
import { badReads } from "../../support/badReads.js";

const cases = Number(process.env["BAD_READS"] ?? 500);

describe("a read of a group", function () {
  this.timeout(Math.max(60_000, cases * 60));

  it(`treats none of ${String(cases)} bad answers as a deletion`, async () => {
    const { deletions, unanswered } = await badReads(cases);
    expect(deletions).to.equal(0);
    expect(unanswered, "reads that show nothing").to.be.lessThan(cases / 2);
  });
});
