import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import { asReturned, asWritten, canonical, sameApplications } from "../../../provider/model/applicationKeys.js";
import { problemsOf } from "../../../provider/lib/problems.js";
import { unknownValue } from "../../../provider/lib/unknownInPreview.js";

describe("the canonical form of application keys", () => {
  it("is sorted and without duplicates", () => {
    expect(canonical(["web", "mobile", "web", "Web", "a"])).to.deep.equal(["Web", "a", "mobile", "web"]);
  });

  it("is undefined for the empty list, which means every application", () => {
    expect(canonical([])).to.equal(undefined);
  });

  it("keeps each unknown at the end, because two unknowns may become two keys", () => {
    expect(canonical([unknownValue, "web", unknownValue, "a"])).to.deep.equal(["a", "web", unknownValue, unknownValue]);
  });

  it("does not depend on the order or on duplicates", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(canonical([...a, ...b, ...a])).to.deep.equal(canonical([...b, ...a]));
      }),
    );
  });

  it("is its own canonical form, and has the same keys", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constant(unknownValue))), (keys) => {
        const once = canonical(keys) ?? [];
        expect(canonical(once) ?? []).to.deep.equal(once);
        expect(new Set(once)).to.deep.equal(new Set(keys));
      }),
    );
  });

  it("does not modify the given list", () => {
    const keys = ["web", "mobile"];
    canonical(keys);
    expect(keys).to.deep.equal(["web", "mobile"]);
  });
});

describe("two sets of application keys", () => {
  it("are the same if they have the same keys", () => {
    expect(sameApplications(["a", "b"], ["a", "b"])).to.equal(true);
    expect(sameApplications(undefined, undefined)).to.equal(true);
  });

  it("differ in an additional, a missing or another key, and in the case of a letter", () => {
    for (const other of [["a"], ["a", "b", "c"], ["a", "c"], ["a", "B"], undefined]) {
      expect(sameApplications(["a", "b"], other), JSON.stringify(other)).to.equal(false);
      expect(sameApplications(other, ["a", "b"]), JSON.stringify(other)).to.equal(false);
    }
  });
});

describe("application keys as a program writes them", () => {
  it("mean every application if they are absent, null or empty", () => {
    for (const none of [undefined, null, []]) expect(asWritten.decode(none)).to.deep.equal(E.right(undefined));
  });

  it("are made canonical", () => {
    expect(asWritten.decode(["web", "mobile", "web"])).to.deep.equal(E.right(["mobile", "web"]));
  });

  it("must be a list, not a string of names", () => {
    for (const value of ["web", 1, { 0: "web" }, true]) {
      const result = asWritten.decode(value);
      expect(E.isLeft(result) ? problemsOf(result.left) : [], JSON.stringify(value)).to.have.length(1);
      expect(E.isLeft(result) ? problemsOf(result.left)[0]?.reason : "").to.include("list");
    }
  });

  it("must each be a valid key", () => {
    const result = asWritten.decode(["web", "", "a b", 7, null]);
    expect(E.isLeft(result) ? problemsOf(result.left).map(({ property }) => property) : []).to.deep.equal([
      "[1]",
      "[2]",
      "[3]",
      "[4]",
    ]);
  });
});

describe("application keys as LaunchDarkly returns them", () => {
  it("mean every application if they are absent, null or empty", () => {
    for (const none of [undefined, null, []]) expect(asReturned.decode(none)).to.deep.equal(E.right(undefined));
  });

  it("are made canonical, whatever LaunchDarkly accepts as a key", () => {
    expect(asReturned.decode(["web app", "a/b", "web app"])).to.deep.equal(E.right(["a/b", "web app"]));
  });

  it("must be strings", () => {
    expect(E.isLeft(asReturned.decode([1]))).to.equal(true);
    expect(E.isLeft(asReturned.decode("web"))).to.equal(true);
  });
});
