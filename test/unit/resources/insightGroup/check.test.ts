import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import { check } from "../../../../provider/resources/insightGroup/check.js";
import { importOption } from "../../../../provider/state.js";
import type { Problem } from "../../../../provider/lib/problems.js";
import { unknownValue } from "../../../../provider/lib/unknownInPreview.js";
import { checkout, shop, written } from "../../../support/groups.js";

type News = Parameters<typeof check>[0];

const failures = (news: News): readonly Problem[] => {
  const result = check(news);
  return E.isLeft(result) ? result.left : [];
};
const properties = (news: News) => failures(news).map(({ property }) => property);

describe("check of an insight group", () => {
  it("returns valid arguments unchanged", () => {
    expect(check(checkout)).to.deep.equal(E.right(checkout));
  });

  it("returns the canonical form", () => {
    const news = { ...checkout, applicationKeys: ["web", "mobile", "web"] };
    expect(check(news)).to.deep.equal(E.right(checkout));
  });

  it("treats absent, null and empty application keys as the same: all applications", () => {
    for (const news of [shop, ...[undefined, null, []].map((none) => ({ ...shop, applicationKeys: none }))]) {
      expect(check(news)).to.deep.equal(E.right({ ...shop, applicationKeys: undefined }));
    }
  });

  it("reports all problems at once, each by property", () => {
    const news = {
      name: "",
      key: "a/b",
      environmentKey: "-",
      applicationKeys: ["web", "", "tv", 4],
      aplicationKeys: [],
    };
    expect(properties(news)).to.have.members([
      "name",
      "key",
      "projectKey",
      "environmentKey",
      "applicationKeys[1]",
      "applicationKeys[3]",
      "aplicationKeys",
    ]);
  });

  it("reports missing properties", () => {
    const found = failures({});
    expect(found.map(({ property }) => property)).to.have.members(["name", "key", "projectKey", "environmentKey"]);
    for (const { property, reason } of found) expect(reason, property).to.include("missing");
  });

  it("gives each property one failure, with a reason", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(checkout), "nme"), fc.anything()), (news) => {
        const found = failures(news);
        expect(new Set(found.map(({ property }) => property)).size).to.equal(found.length);
        for (const { reason } of found) expect(reason).not.to.equal("");
      }),
    );
  });

  it("refuses an argument that does not exist, with the closest name", () => {
    for (const [wrong, right] of Object.entries({
      applicationkeys: "applicationKeys",
      applications: "applicationKeys",
      project: "projectKey",
      environment: "environmentKey",
      Name: "name",
    })) {
      const [problem, ...others] = failures({ ...checkout, [wrong]: "x" });
      expect(others, wrong).to.deep.equal([]);
      expect(problem?.property).to.equal(wrong);
      expect(problem?.reason).to.include(`"${right}"`);
    }
  });

  it("refuses an argument that does not exist even if its value is unknown or null", () => {
    expect(properties({ ...checkout, scores: unknownValue })).to.deep.equal(["scores"]);
    expect(properties({ ...checkout, scores: null })).to.deep.equal(["scores"]);
  });

  it("refuses createdAt as an output", () => {
    const [problem] = failures({ ...checkout, createdAt: 1 });
    expect(problem?.property).to.equal("createdAt");
    expect(problem?.reason).to.include("output");
    expect(problem?.reason).not.to.include("did you mean");
  });

  it("ignores the provider and undefined values, which the SDK adds, and returns neither", () => {
    const news = { ...checkout, __provider: "exports.handler", createdAt: undefined, nme: undefined };
    expect(check(news)).to.deep.equal(E.right(checkout));
  });

  it("ignores the option import if it is the key, and does not return it", () => {
    expect(check({ ...checkout, [importOption]: "checkout" })).to.deep.equal(E.right(checkout));
    expect(check({ ...checkout, [importOption]: undefined })).to.deep.equal(E.right(checkout));
  });

  it("refuses any other value of the option, and names the key that it must be", () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => value !== undefined && value !== "checkout"),
        (imported) => {
          const [problem, ...others] = failures({ ...checkout, [importOption]: imported });
          expect(others).to.deep.equal([]);
          expect(problem?.property).to.equal("import");
          expect(problem?.reason).to.include('"checkout"');
        },
      ),
    );
  });

  it("does not report the option if the key is unknown, missing or invalid, which is reported already", () => {
    expect(properties({ ...checkout, key: unknownValue, [importOption]: "till" })).to.deep.equal([]);
    expect(properties({ ...checkout, key: undefined, [importOption]: "till" })).to.deep.equal(["key"]);
    expect(properties({ ...checkout, key: 5, [importOption]: "till" })).to.deep.equal(["key"]);
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(written, (news) => {
        const once = check(news);
        expect(E.isRight(once)).to.equal(true);
        if (E.isRight(once)) expect(check({ ...once.right })).to.deep.equal(once);
      }),
    );
  });

  it("is idempotent with unknowns anywhere", () => {
    const unknown = <A>(arbitrary: fc.Arbitrary<A>) => fc.oneof(arbitrary, fc.constant(unknownValue));
    const news = fc.record({
      name: unknown(fc.constant("Checkout")),
      key: unknown(fc.constant("checkout")),
      projectKey: unknown(fc.constant("shop")),
      environmentKey: unknown(fc.constant("production")),
      applicationKeys: unknown(fc.array(unknown(fc.constantFrom("web", "mobile")))),
    });
    fc.assert(
      fc.property(news, (one) => {
        const once = check(one);
        expect(E.isRight(once)).to.equal(true);
        if (E.isRight(once)) expect(check({ ...once.right })).to.deep.equal(once);
      }),
    );
  });

  it("does not modify its argument", () => {
    const news = { ...checkout, applicationKeys: ["web", "mobile"] };
    check(news);
    expect(news.applicationKeys).to.deep.equal(["web", "mobile"]);
  });
});
