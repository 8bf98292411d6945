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

const place = { projectKey: "shop", environmentKey: "production" };

const wrong = (codec: t.Decoder<unknown, unknown>, value: unknown): readonly string[] => {
  const result = codec.decode(value);
  return E.isLeft(result) ? problemsOf(result.left).map(({ property, reason }) => `${property} ${reason}`) : [];
};

describe("the arguments of the functions", () => {
  it("take whatever keys a group may have", () => {
    fc.assert(
      fc.property(group, ({ key, projectKey, environmentKey }) => {
        expect(wrong(GetInsightGroup, { key })).to.deep.equal([]);
        expect(wrong(GetInsightGroups, { projectKey, environmentKey })).to.deep.equal([]);
        expect(wrong(GetInsightScores, { projectKey, environmentKey })).to.deep.equal([]);
      }),
    );
  });

  it("are as they were written: no default, no order", () => {
    for (const [codec, value] of [
      [GetInsightGroup, { key: "checkout" }],
      [GetInsightGroup, { key: "checkout", expandScores: false }],
      [GetInsightGroups, {}],
      [GetInsightGroups, { query: "" }],
      [GetInsightScores, { ...place, applicationKeys: ["web", "api", "web"] }],
    ] as const) {
      expect(codec.decode(value)).to.deep.equal(E.right(value));
    }
  });

  it("may be null if they are optional", () => {
    const none = { query: null, projectKey: null, environmentKey: null };
    expect(wrong(GetInsightGroups, none)).to.deep.equal([]);
    expect(wrong(GetInsightGroup, { key: "checkout", expandScores: null })).to.deep.equal([]);
    expect(wrong(GetInsightScores, { ...place, applicationKeys: null })).to.deep.equal([]);
    expect(wrong(GetInsightGroup, { key: null })).to.deep.equal(["key must be a string"]);
  });

  it("take any key of an application that fits between two commas", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (applicationKeys) => {
        const bad = applicationKeys.flatMap((key, index) =>
          Key.is(key) && !key.includes(",") ? [] : [`applicationKeys[${String(index)}]`],
        );
        const told = wrong(GetInsightScores, { ...place, applicationKeys }).map((each) => each.split(" ")[0]);
        expect(told).to.deep.equal(bad);
      }),
    );
  });

  it("say what they must be in words that a program has", () => {
    for (const applicationKeys of ["web", { web: true }, 1]) {
      expect(wrong(GetInsightScores, { ...place, applicationKeys })).to.deep.equal([
        "applicationKeys must be a list of application keys",
      ]);
    }
  });

  it("take any query that a URL can hold", () => {
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
