import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { exactObject } from "../../../provider/lib/exactObject.js";
import { listOf, Numeric } from "../../../provider/lib/lenientCodecs.js";
import { problemsOf } from "../../../provider/lib/problems.js";

const Point = exactObject("Point", { x: Numeric }, { label: t.string, tags: t.readonlyArray(t.string) });

const problems = (u: unknown): readonly string[] => {
  const result = Point.decode(u);
  return E.isLeft(result) ? problemsOf(result.left).map(({ property, reason }) => `${property} ${reason}`) : [];
};

describe("an exact object", () => {
  it("keeps its properties and drops all others", () => {
    expect(Point.decode({ x: 1, label: "a", y: 2 })).to.deep.equal(E.right({ x: 1, label: "a" }));
  });

  it("omits an optional property that is null or undefined", () => {
    for (const label of [null, undefined]) expect(Point.decode({ x: 1, label })).to.deep.equal(E.right({ x: 1 }));
  });

  it("reports every problem by its path", () => {
    expect(problems({ label: 1, tags: ["a", 2] })).to.deep.equal([
      "x is missing",
      "label must be string",
      "tags[1] must be string",
    ]);
  });
});

describe("a lenient number", () => {
  it("is any finite number, or the digits of a whole number", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), (whole, fraction) => {
        expect(Numeric.decode(String(whole))).to.deep.equal(E.right(whole));
        expect(Numeric.decode(fraction)).to.deep.equal(E.right(fraction));
      }),
    );
  });

  it("is no other string, and not infinite", () => {
    for (const value of ["", "1.5", "0x1", " 1", "9".repeat(400), NaN, Infinity, true, [1]]) {
      expect(E.isLeft(Numeric.decode(value)), String(value)).to.equal(true);
    }
  });
});

describe("a lenient list", () => {
  it("is empty if it is null or absent", () => {
    for (const none of [null, undefined, []]) expect(listOf(t.string).decode(none)).to.deep.equal(E.right([]));
    expect(E.isLeft(listOf(t.string).decode("a"))).to.equal(true);
  });
});
