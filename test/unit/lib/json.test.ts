import { expect } from "chai";
import * as E from "fp-ts/Either";
import fc from "fast-check";
import { JsonObject, sameJson } from "../../../provider/lib/json.js";
import { problemsOf } from "../../../provider/lib/problems.js";

const reasonFor = (u: unknown): string | undefined => {
  const decoded = JsonObject.decode(u);
  return E.isLeft(decoded) ? problemsOf(decoded.left)[0]?.reason : undefined;
};

/** Returns the value with the members of each object in reverse order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

describe("JsonObject", () => {
  it("accepts any object that JSON can write", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        expect(reasonFor(JSON.parse(JSON.stringify(object)))).to.equal(undefined);
      }),
    );
  });

  for (const [what, value] of [
    ["a list", []],
    ["a string", "{}"],
    ["null", null],
    ["an instance of a class", new Date()],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(reasonFor(value)).to.equal("must be an object");
    });
  }

  for (const [what, value] of [
    ["an instance of a class", new Map()],
    ["a function", () => 1],
    ["NaN", NaN],
    ["a bigint", 1n],
  ] as const) {
    it(`refuses ${what} inside`, () => {
      expect(reasonFor({ a: [{ b: value }] })).to.equal("must contain only JSON values");
    });
  }
});

describe("sameJson", () => {
  it("ignores the order of members at any depth", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(sameJson(value, reversed(value))).to.equal(true);
      }),
    );
  });

  it("treats a member that is null or undefined as absent", () => {
    expect(sameJson({ a: 1, b: null, c: { d: undefined } }, { a: 1, c: {} })).to.equal(true);
    expect(sameJson(null, undefined)).to.equal(true);
  });

  it("distinguishes values, types, and the order and the nulls of lists", () => {
    expect(sameJson({ a: 1 }, { a: "1" })).to.equal(false);
    expect(sameJson([1, 2], [2, 1])).to.equal(false);
    expect(sameJson([null], [])).to.equal(false);
    expect(sameJson({}, undefined)).to.equal(false);
  });
});
