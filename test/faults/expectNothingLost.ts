import { expect } from "chai";
import type { Outcome } from "./life.js";

/** Expects that every step succeeded, and that nothing was lost, duplicated, leaked or sent too late. */
export const expectNothingLost = (outcome: Outcome): void => {
  const { failures, orphans, duplicates, lost, falseDeletions, leaks, late } = outcome;
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
