import { expect } from "chai";
import fc from "fast-check";
import { unknownArguments } from "../../../provider/lib/unknownArguments.js";

const known = ["key", "expandScores"] as const;

describe("unknownArguments", () => {
  it("reports each unknown name with the closest known name", () => {
    expect(unknownArguments({ key: "checkout", kye: 1, expandscores: null }, known, "getInsightGroup")).to.deep.equal([
      { property: "kye", reason: 'is not an argument of getInsightGroup: did you mean "key"?' },
      { property: "expandscores", reason: 'is not an argument of getInsightGroup: did you mean "expandScores"?' },
    ]);
  });

  it("reports exactly the unknown names that have a value", () => {
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

  it("treats the names of methods of every object as unknown", () => {
    expect(unknownArguments({ toString: 1, constructor: 2 }, known, "it")).to.have.length(2);
  });
});
