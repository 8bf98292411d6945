import { expect } from "chai";
import fc from "fast-check";
import { unknownArguments } from "../../../provider/lib/unknownArguments.js";

const known = ["key", "expandScores"] as const;

describe("the names of arguments", () => {
  it("that are not known are told, each with the nearest that is", () => {
    expect(unknownArguments({ key: "checkout", kye: 1, expandscores: null }, known, "getInsightGroup")).to.deep.equal([
      { property: "kye", reason: 'is not an argument of getInsightGroup: did you mean "key"?' },
      { property: "expandscores", reason: 'is not an argument of getInsightGroup: did you mean "expandScores"?' },
    ]);
  });

  it("are told for every unknown name that has a value, and for no other", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...known)), fc.option(fc.anything())),
        (given) => {
          const expected = Object.keys(given).filter(
            (name) => given[name] !== undefined && name !== "key" && name !== "expandScores",
          );
          expect(unknownArguments(given, known, "it").map(({ property }) => property)).to.deep.equal(expected);
        },
      ),
    );
  });

  it("that are those of every object's own methods are no known ones", () => {
    expect(unknownArguments({ toString: 1, constructor: 2 }, known, "it")).to.have.length(2);
  });
});
