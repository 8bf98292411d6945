import { expect } from "chai";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { nullable } from "../../../provider/lib/nullable.js";
import { problemsOf } from "../../../provider/lib/problems.js";

const codec = nullable(t.number);

describe("what may be left out", () => {
  it("is undefined where it is absent or null", () => {
    for (const none of [undefined, null]) expect(codec.decode(none)).to.deep.equal(E.right(undefined));
    expect(t.partial({ a: codec }).decode({})).to.deep.equal(E.right({}));
  });

  it("is what it is where it is given, also where that is little", () => {
    for (const some of [0, -1, 1.5]) expect(codec.decode(some)).to.deep.equal(E.right(some));
    expect(nullable(t.string).decode("")).to.deep.equal(E.right(""));
    expect(nullable(t.boolean).decode(false)).to.deep.equal(E.right(false));
  });

  it("is wrong as the thing itself would be", () => {
    const decoded = t.type({ a: codec }).decode({ a: "1" });
    expect(E.isLeft(decoded) && problemsOf(decoded.left)).to.deep.equal([{ property: "a", reason: "must be number" }]);
  });

  it("is told from what it may not be", () => {
    expect([undefined, 1].map((u) => codec.is(u))).to.deep.equal([true, true]);
    expect([null, "1"].map((u) => codec.is(u))).to.deep.equal([false, false]);
  });
});
