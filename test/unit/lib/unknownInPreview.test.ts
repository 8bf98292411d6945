import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { check } from "../../../provider/resources/insightGroup/check.js";
import { Key } from "../../../provider/model/keys.js";
import { orUnknown, unknownValue } from "../../../provider/lib/unknownInPreview.js";
import { checkout } from "../../support/groups.js";

describe("an unknown value", () => {
  it("is the one of the SDK", () => {
    expect(unknownValue).to.equal(pulumi.runtime.unknownValue);
  });

  it("passes a codec of any type unchanged", () => {
    expect(orUnknown(t.number).decode(unknownValue)).to.deep.equal(E.right(unknownValue));
    expect(orUnknown(t.readonlyArray(t.string)).decode(unknownValue)).to.deep.equal(E.right(unknownValue));
  });

  it("is encoded unchanged", () => {
    const upperCase = new t.Type<string, string, unknown>("UpperCase", t.string.is, t.string.validate, (s) =>
      s.toUpperCase(),
    );
    const codec = orUnknown(upperCase);
    expect(codec.encode(unknownValue)).to.equal(unknownValue);
    expect(codec.encode("a"), "what is known").to.equal("A");
  });

  it("belongs to the type of the codec", () => {
    expect(orUnknown(t.number).is(unknownValue)).to.equal(true);
    expect(orUnknown(t.number).is(1)).to.equal(true);
    expect(orUnknown(t.number).is("1")).to.equal(false);
  });

  it("does not make other values valid", () => {
    expect(E.isLeft(orUnknown(Key).decode(`${unknownValue}/`))).to.equal(true);
    expect(E.isLeft(orUnknown(t.number).decode("1"))).to.equal(true);
  });

  it("is valid for any argument", () => {
    for (const name of Object.keys(checkout)) {
      const news = { ...checkout, [name]: unknownValue };
      expect(check(news), name).to.deep.equal(E.right(news));
    }
  });

  it("is valid inside a list", () => {
    expect(check({ ...checkout, applicationKeys: ["web", unknownValue, "mobile"] })).to.deep.equal(
      E.right({ ...checkout, applicationKeys: ["mobile", "web", unknownValue] }),
    );
  });

  it("does not hide the failures of other values", () => {
    const result = check({ ...checkout, name: unknownValue, applicationKeys: [unknownValue, "a/b"] });
    expect(E.isLeft(result) ? result.left.map(({ property }) => property) : []).to.deep.equal(["applicationKeys[1]"]);
  });
});
