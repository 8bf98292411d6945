import { expect } from "chai";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { nullable } from "../../../provider/lib/nullable.js";
import { problemsOf } from "../../../provider/lib/problems.js";

const codec = nullable(t.number);

describe("a nullable value", () => {
  it("is undefined if it is absent or null", () => {
    for (const none of [undefined, null]) expect(codec.decode(none)).to.deep.equal(E.right(undefined));
    expect(t.partial({ a: codec }).decode({})).to.deep.equal(E.right({}));
  });

  it("is unchanged if it is present, even if it is falsy", () => {
    for (const some of [0, -1, 1.5]) expect(codec.decode(some)).to.deep.equal(E.right(some));
    expect(nullable(t.string).decode("")).to.deep.equal(E.right(""));
    expect(nullable(t.boolean).decode(false)).to.deep.equal(E.right(false));
  });

  it("reports the problem of the wrapped codec", () => {
    const decoded = t.type({ a: codec }).decode({ a: "1" });
    expect(E.isLeft(decoded) && problemsOf(decoded.left)).to.deep.equal([{ property: "a", reason: "must be number" }]);
  });

  it("is distinguished from other values by its guard", () => {
    expect([undefined, 1].map((u) => codec.is(u))).to.deep.equal([true, true]);
    expect([null, "1"].map((u) => codec.is(u))).to.deep.equal([false, false]);
  });
});
