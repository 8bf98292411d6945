import { expect } from "chai";
import fc from "fast-check";
import { makeSnapshot, replacedBy, type AssociationSnapshot } from "../../../provider/api/associationSnapshot.js";
import { associationId, associationOf } from "../../../provider/model/repositoryProject.js";

/** A list in which each id, such as `acme/web:shop`, is associated. */
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

const replaced = (sent: string, before: readonly string[], after: readonly string[], removed: readonly string[] = []) =>
  replacedBy([associationOf(sent)], snapshot(...before), snapshot(...after), new Set(removed)).map(associationId);

describe("the id of an association", () => {
  it("is split at the last colon, which no key of a project contains", () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/), (repositoryKey, projectKey) => {
        const association = { repositoryKey, projectKey };
        expect(associationOf(associationId(association))).to.deep.equal(association);
      }),
    );
  });
});

describe("the associations that a PUT has replaced", () => {
  it("are none if all others are still listed", () => {
    expect(replaced("a/a:p", ["b/b:p", "b/b:q"], ["a/a:p", "b/b:p", "b/b:q"])).to.deep.equal([]);
  });

  it("are all others if none of them is listed", () => {
    expect(replaced("a/a:p", ["b/b:q", "c/c:q"], ["a/a:p"])).to.deep.equal(["b/b:q", "c/c:q"]);
  });

  it("are those of the same repository if none of these is listed", () => {
    expect(replaced("a/a:p", ["a/a:q", "a/a:r", "b/b:q"], ["a/a:p", "b/b:q"])).to.deep.equal(["a/a:q", "a/a:r"]);
  });

  it("are those of the same project if none of these is listed", () => {
    expect(replaced("a/a:p", ["b/b:p", "c/c:p", "b/b:q"], ["a/a:p", "b/b:q"])).to.deep.equal(["b/b:p", "c/c:p"]);
  });

  it("are none if another user removes one at the same moment", () => {
    expect(replaced("a/a:p", ["b/b:q", "c/c:q"], ["a/a:p", "c/c:q"])).to.deep.equal([]);
    expect(replaced("a/a:p", ["a/a:q", "a/a:r"], ["a/a:p", "a/a:r"])).to.deep.equal([]);
  });

  it("do not include what this run has removed itself", () => {
    expect(replaced("a/a:p", ["b/b:q", "c/c:q"], ["a/a:p"], ["b/b:q"])).to.deep.equal(["c/c:q"]);
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

  it("proves nothing if no repository has a list of projects", () => {
    expect(makeSnapshot({ totalCount: 1, items: [{ key: "a/a" }] }).problem).to.include({ _tag: "DecodeError" });
  });

  it("is whole if only some repositories have no list of projects, or if there is no repository", () => {
    const items = [{ key: "a/a" }, { key: "b/b", projects: { totalCount: 1, items: [{ key: "p" }] } }];
    expect(makeSnapshot({ totalCount: 2, items }).problem).to.equal(undefined);
    expect(makeSnapshot({ totalCount: 0, items: [] }).problem).to.equal(undefined);
  });
});
