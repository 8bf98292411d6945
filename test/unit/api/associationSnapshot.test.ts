import { expect } from "chai";
import fc from "fast-check";
import { makeSnapshot, type AssociationSnapshot } from "../../../provider/api/associationSnapshot.js";
import { associationId, associationOf } from "../../../provider/model/repositoryProject.js";

/** Returns a list in which each id, such as `acme/web:shop`, is associated. */
const snapshot = (...ids: readonly string[]): AssociationSnapshot => {
  const keys = [...new Set(ids.map((id) => associationOf(id).repositoryKey))];
  const items = keys.map((key) => {
    const projects = ids.map(associationOf).filter(({ repositoryKey }) => repositoryKey === key);
    return {
      key,
      _id: `id of ${key}`,
      projects: {
        totalCount: projects.length,
        items: projects.map(({ projectKey }) => ({ key: projectKey, _id: `id of ${projectKey}` })),
      },
    };
  });
  return makeSnapshot({ totalCount: items.length, items });
};

describe("the id of an association", () => {
  it("is split at the last colon, because a project key contains none", () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/), (repositoryKey, projectKey) => {
        const association = { repositoryKey, projectKey };
        expect(associationOf(associationId(association))).to.deep.equal(association);
      }),
    );
  });
});

describe("the list of repositories", () => {
  it("distinguishes equal associations of two accounts by LaunchDarkly's ids", () => {
    expect(snapshot("a/a:p").associations.get("a/a:p")?.instance).to.equal("id of a/a/id of p");
  });

  it("proves nothing about others if it counts more repositories than it lists", () => {
    const { problem } = makeSnapshot({
      totalCount: 2,
      items: [{ key: "a/a", projects: { totalCount: 0, items: [] } }],
    });
    expect(problem).to.deep.include({ _tag: "ListIncomplete", due: 2, listed: 1, of: "repositories" });
  });

  it("proves nothing about others if it counts more projects of a repository than it lists", () => {
    const { problem } = makeSnapshot({
      totalCount: 1,
      items: [{ key: "a/a", projects: { totalCount: 1, items: [] } }],
    });
    expect(problem).to.deep.include({ _tag: "ListIncomplete", due: 1, listed: 0, of: 'projects of repository "a/a"' });
  });

  it("reports the repositories without a list of projects, and is complete nevertheless", () => {
    const items = [{ key: "a/a" }, { key: "b/b", projects: { totalCount: 1, items: [{ key: "p" }] } }];
    expect(makeSnapshot({ totalCount: 2, items })).to.deep.include({ withoutProjects: ["a/a"], problem: undefined });
    expect(makeSnapshot({ totalCount: 0, items: [] }).problem).to.equal(undefined);
  });
});
