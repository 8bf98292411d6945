import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { GetInsightGroup } from "../../../provider/functions/getInsightGroup.js";
import { GetInsightGroups } from "../../../provider/functions/getInsightGroups.js";
import { GetInsightScores } from "../../../provider/functions/getInsightScores.js";
import { Key } from "../../../provider/model/keys.js";
import { problemsOf } from "../../../provider/lib/problems.js";
import { group } from "../../support/groups.js";

const environment = { projectKey: "shop", environmentKey: "production" };

const wrong = (codec: t.Decoder<unknown, unknown>, value: unknown): readonly string[] => {
  const result = codec.decode(value);
  return E.isLeft(result) ? problemsOf(result.left).map(({ property, reason }) => `${property} ${reason}`) : [];
};

describe("the arguments of the functions", () => {
  it("accept any keys that a group can have", () => {
    fc.assert(
      fc.property(group, ({ key, projectKey, environmentKey }) => {
        expect(wrong(GetInsightGroup, { key })).to.deep.equal([]);
        expect(wrong(GetInsightGroups, { projectKey, environmentKey })).to.deep.equal([]);
        expect(wrong(GetInsightScores, { projectKey, environmentKey })).to.deep.equal([]);
      }),
    );
  });

  it("are kept as written, without defaults or sorting", () => {
    for (const [codec, value] of [
      [GetInsightGroup, { key: "checkout" }],
      [GetInsightGroup, { key: "checkout", expandScores: false }],
      [GetInsightGroups, {}],
      [GetInsightGroups, { query: "" }],
      [GetInsightScores, { ...environment, applicationKeys: ["web", "api", "web"] }],
    ] as const) {
      expect(codec.decode(value)).to.deep.equal(E.right(value));
    }
  });

  it("can be null if they are optional", () => {
    const none = { query: null, projectKey: null, environmentKey: null };
    expect(wrong(GetInsightGroups, none)).to.deep.equal([]);
    expect(wrong(GetInsightGroup, { key: "checkout", expandScores: null })).to.deep.equal([]);
    expect(wrong(GetInsightScores, { ...environment, applicationKeys: null })).to.deep.equal([]);
    expect(wrong(GetInsightGroup, { key: null })).to.deep.equal(["key must be a string"]);
  });

  it("accept any application key that fits between two commas", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (applicationKeys) => {
        const bad = applicationKeys.flatMap((key, index) =>
          Key.is(key) && !key.includes(",") ? [] : [`applicationKeys[${String(index)}]`],
        );
        const told = wrong(GetInsightScores, { ...environment, applicationKeys }).map((each) => each.split(" ")[0]);
        expect(told).to.deep.equal(bad);
      }),
    );
  });

  it("describe what they must be in the terms of a program", () => {
    for (const applicationKeys of ["web", { web: true }, 1]) {
      expect(wrong(GetInsightScores, { ...environment, applicationKeys })).to.deep.equal([
        "applicationKeys must be a list of application keys",
      ]);
    }
  });

  it("accept any query that a URL can contain", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (query) => {
          const told = wrong(GetInsightGroups, { query });
          if (told.length === 0) expect(decodeURIComponent(encodeURIComponent(query))).to.equal(query);
          else expect(() => encodeURIComponent(query)).to.throw(URIError);
        },
      ),
    );
  });
});
