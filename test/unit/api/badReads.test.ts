import { expect } from "chai";
import { badReads } from "../../support/badReads.js";

const cases = Number(process.env["BAD_READS"] ?? 500);

describe("a read", function () {
  this.timeout(Math.max(60_000, cases * 60));

  it(`takes none of ${String(cases)} bad answers for a deletion`, async () => {
    const { deletions, unanswered } = await badReads(cases);
    expect(deletions).to.equal(0);
    expect(unanswered, "reads that show nothing").to.be.lessThan(cases / 2);
  });
});
