import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import {
  argumentNames,
  argumentsOf,
  groupPropertiesOf,
  InsightGroupInputs,
  InsightGroup,
} from "../../../provider/model/insightGroup.js";
import { unknownValue } from "../../../provider/lib/unknownInPreview.js";
import { checkout, group, shop, written } from "../../support/groups.js";

const returned = { ...checkout, createdAt: 1_700_000_000_000 };

describe("the group that LaunchDarkly returns", () => {
  it("keeps the arguments and the time of creation, and nothing else", () => {
    const decoded = InsightGroup.decode({
      ...returned,
      environment: { key: "production", apiKey: "sdk-secret", mobileKey: "mob-secret" },
      scores: { overall: { score: 80 } },
      scoreMetadata: {},
      _links: { self: { href: "/" } },
      addedNextYear: true,
    });
    expect(decoded).to.deep.equal(E.right(returned));
  });

  it("does not fail on an additional field that no longer has the documented type", () => {
    const decoded = InsightGroup.decode({ ...returned, environment: "production", scores: null });
    expect(decoded).to.deep.equal(E.right(returned));
  });

  it("means every application if the list is absent, null or empty", () => {
    const absent = { ...shop, createdAt: returned.createdAt };
    for (const body of [absent, { ...absent, applicationKeys: null }, { ...absent, applicationKeys: [] }]) {
      expect(InsightGroup.decode(body)).to.deep.equal(E.right({ ...absent, applicationKeys: undefined }));
    }
  });

  it("is the same for any order of its applications", () => {
    expect(InsightGroup.decode({ ...returned, applicationKeys: ["web", "mobile", "web"] })).to.deep.equal(
      E.right(returned),
    );
  });

  it("may have the time as a string, as in LaunchDarkly's examples, which becomes a number", () => {
    const decoded = InsightGroup.decode({ ...returned, createdAt: String(returned.createdAt) });
    expect(decoded).to.deep.equal(E.right(returned));
  });

  it("is refused without a required property", () => {
    for (const name of ["name", "key", "projectKey", "environmentKey", "createdAt"]) {
      expect(E.isLeft(InsightGroup.decode({ ...returned, [name]: undefined })), name).to.equal(true);
      expect(E.isLeft(InsightGroup.decode({ ...returned, [name]: {} })), name).to.equal(true);
    }
  });

  it("is refused with a key that could not be part of a URL", () => {
    expect(E.isLeft(InsightGroup.decode({ ...returned, key: "a/b" }))).to.equal(true);
  });

  it("is refused if it is a list, a text or an empty body", () => {
    for (const body of [[], [returned], "{}", null, undefined, 1]) {
      expect(E.isLeft(InsightGroup.decode(body)), JSON.stringify(body)).to.equal(true);
    }
  });

  it("is unchanged by encoding and decoding", () => {
    fc.assert(
      fc.property(group, fc.integer(), (one, createdAt) => {
        const decoded = InsightGroup.decode({ ...one, createdAt });
        expect(E.isRight(decoded)).to.equal(true);
        if (E.isRight(decoded)) expect(InsightGroup.decode(InsightGroup.encode(decoded.right))).to.deep.equal(decoded);
      }),
    );
  });

  it("has as arguments what a program can declare", () => {
    const decoded = InsightGroup.decode(returned);
    expect(E.isRight(decoded) ? argumentsOf(decoded.right) : undefined).to.deep.equal(checkout);
    expect([...argumentNames]).to.have.members(Object.keys(checkout));
  });
});

describe("the inputs of a group", () => {
  it("are unchanged by encoding and decoding", () => {
    fc.assert(
      fc.property(written, (news) => {
        const decoded = InsightGroupInputs.decode(news);
        expect(E.isRight(decoded)).to.equal(true);
        if (E.isRight(decoded))
          expect(InsightGroupInputs.decode(InsightGroupInputs.encode(decoded.right))).to.deep.equal(decoded);
      }),
    );
  });
});

describe("the description of a group in what Pulumi passes", () => {
  it("has the arguments, in canonical form, and nothing that Pulumi or LaunchDarkly adds", () => {
    const props = { ...returned, applicationKeys: ["web", "mobile", "web"], __provider: "x", id: "x", scores: {} };
    expect(groupPropertiesOf(props)).to.deep.include(checkout);
    expect(groupPropertiesOf(props)).not.to.have.any.keys("__provider", "id", "scores");
  });

  it("has nothing if the state has nothing or something else", () => {
    const wrong = { name: 1, key: null, projectKey: {}, environmentKey: [], applicationKeys: null };
    for (const props of [{}, wrong]) {
      for (const name of argumentNames) expect(groupPropertiesOf(props)[name], name).to.equal(undefined);
    }
  });

  it("distinguishes an unknown list from every known list", () => {
    const unknown = groupPropertiesOf({ ...checkout, applicationKeys: unknownValue }).applicationKeys;
    expect(unknown).to.deep.equal([unknownValue]);
  });
});
