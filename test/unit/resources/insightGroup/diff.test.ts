import { expect } from "chai";
import fc from "fast-check";
import { diff } from "../../../../provider/resources/insightGroup/diff.js";
import { differences, isIdentity } from "../../../../provider/model/compareGroups.js";
import { argumentNames, groupPropertiesOf } from "../../../../provider/model/insightGroup.js";
import { unknownValue } from "../../../../provider/lib/unknownInPreview.js";
import { checkout, group } from "../../../support/groups.js";

const nothing = { changed: [], replaces: [] };
const change = (news: Readonly<Record<string, unknown>>) => diff(checkout, groupPropertiesOf({ ...checkout, ...news }));

describe("diff of an insight group", () => {
  it("replaces the group for another key, project or environment", () => {
    for (const name of ["key", "projectKey", "environmentKey"]) {
      expect(change({ [name]: "other" }), name).to.deep.equal({ changed: [name], replaces: [name] });
    }
  });

  it("updates the name and the application keys in place", () => {
    expect(change({ name: "Till" })).to.deep.equal({ changed: ["name"], replaces: [] });
    for (const applicationKeys of [["web"], ["mobile", "tv", "web"], ["mobile", "Web"], [], null]) {
      const expected = { changed: ["applicationKeys"], replaces: [] };
      expect(change({ applicationKeys }), JSON.stringify(applicationKeys)).to.deep.equal(expected);
    }
  });

  it("reports every change, but as replacing only what needs a new group", () => {
    expect(change({ name: "Till", key: "till", applicationKeys: ["tv"] })).to.deep.equal({
      changed: ["name", "key", "applicationKeys"],
      replaces: ["key"],
    });
  });

  it("reports a change of case, which LaunchDarkly may have made, without replacing", () => {
    for (const [name, value] of Object.entries({ key: "Checkout", projectKey: "SHOP", environmentKey: "Production" })) {
      expect(change({ [name]: value }), name).to.deep.equal({ changed: [name], replaces: [] });
    }
  });

  it("replaces for a change of case only in a key in which LaunchDarkly has kept capitals", () => {
    const olds = { ...checkout, key: "Checkout", projectKey: "Shop" };
    for (const key of ["checkout", "CHECKOUT"]) {
      expect(diff(olds, { ...olds, key }), key).to.deep.equal({ changed: ["key"], replaces: ["key"] });
    }
    expect(diff(olds, { ...olds, projectKey: "shop" })).to.deep.equal({ changed: ["projectKey"], replaces: [] });
  });

  it("reports a change of case in a name", () => {
    expect(change({ name: "checkout" })).to.deep.equal({ changed: ["name"], replaces: [] });
  });

  it("ignores the order of the application keys and duplicates", () => {
    expect(change({ applicationKeys: ["web", "mobile", "web"] })).to.deep.equal(nothing);
  });

  it("ignores the difference between absent, null and empty application keys", () => {
    const forms = [{}, { applicationKeys: undefined }, { applicationKeys: null }, { applicationKeys: [] }];
    for (const olds of forms) {
      for (const news of forms) expect(diff(groupPropertiesOf(olds), groupPropertiesOf(news))).to.deep.equal(nothing);
    }
  });

  it("ignores everything that is not an argument", () => {
    expect(change({ createdAt: 2, scores: {}, environment: {}, __provider: "other", id: "other" })).to.deep.equal(
      nothing,
    );
  });

  it("expects an unknown value to change", () => {
    for (const name of argumentNames) {
      const expected = { changed: [name], replaces: isIdentity(name) ? [name] : [] };
      expect(change({ [name]: unknownValue }), name).to.deep.equal(expected);
    }
    expect(change({ applicationKeys: ["mobile", unknownValue] }).changed).to.deep.equal(["applicationKeys"]);
  });

  it("replaces a group whose project is not in state", () => {
    expect(diff({ ...checkout, projectKey: undefined }, checkout).replaces).to.deep.equal(["projectKey"]);
  });

  it("finds no change between a group and itself, and the same names in both directions", () => {
    fc.assert(
      fc.property(group, group, (a, b) => {
        expect(diff(a, structuredClone(a))).to.deep.equal(nothing);
        expect(differences(a, b)).to.deep.equal(differences(b, a));
      }),
    );
  });
});
