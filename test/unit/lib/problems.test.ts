import { expect } from "chai";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { ErrorBody } from "../../../provider/model/errorBody.js";
import { InsightGroupInputs, InsightGroup } from "../../../provider/model/insightGroup.js";
import { problemsOf } from "../../../provider/lib/problems.js";
import { checkout } from "../../support/groups.js";

const found = (codec: t.Decoder<unknown, unknown>, value: unknown) => {
  const result = codec.decode(value);
  return E.isLeft(result) ? problemsOf(result.left) : [];
};
const properties = (codec: t.Decoder<unknown, unknown>, value: unknown) =>
  found(codec, value).map(({ property }) => property);

describe("the problems of a value", () => {
  it("are reported by property, all at once", () => {
    expect(properties(InsightGroupInputs, { ...checkout, name: "", key: "a b", projectKey: 1 })).to.deep.equal([
      "name",
      "key",
      "projectKey",
    ]);
  });

  it("name the element of a list", () => {
    expect(properties(InsightGroupInputs, { ...checkout, applicationKeys: ["web", "a/b", "tv", ""] })).to.deep.equal([
      "applicationKeys[1]",
      "applicationKeys[3]",
    ]);
  });

  it("name the path to a nested property", () => {
    const Nested = t.type({ items: t.array(t.type({ metadata: t.type({ score: t.number }) })) });
    expect(properties(Nested, { items: [{ metadata: { score: 1 } }, { metadata: { score: "" } }] })).to.deep.equal([
      "items[1].metadata.score",
    ]);
  });

  it("do not number the members of an intersection or of a union", () => {
    expect(properties(ErrorBody, { code: 1, message: "no" })).to.deep.equal(["code"]);
    expect(properties(t.type({ either: t.union([t.string, t.number]) }), { either: true })).to.deep.equal(["either"]);
  });

  it("are reported once for each property", () => {
    const Twice = t.intersection([t.type({ key: t.string }), t.type({ key: t.string })]);
    expect(properties(Twice, { key: 1 })).to.deep.equal(["key"]);
  });

  it("distinguish a missing value from an invalid value", () => {
    const [missing, wrong] = found(t.type({ a: t.string, b: t.string }), { b: 1 });
    expect(missing).to.deep.include({ property: "a" });
    expect(missing?.reason).to.include("missing");
    expect(wrong).to.deep.include({ property: "b" });
    expect(wrong?.reason).to.include("must be string");
  });

  it("have no property if they concern the value as a whole", () => {
    expect(properties(InsightGroup, "<html>")).to.deep.equal([""]);
    expect(properties(InsightGroup, undefined)).to.deep.equal([""]);
  });

  it("never quote the value, which may contain SDK keys", () => {
    const value = { ...checkout, createdAt: "sdk-secret", name: { apiKey: "sdk-secret" }, key: "sdk-secret /" };
    const told = found(InsightGroup, value);
    expect(told).to.have.length(3);
    expect(JSON.stringify(told)).not.to.include("secret");
  });
});
