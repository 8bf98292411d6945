import { expect } from "chai";
import fc from "fast-check";
import { differences } from "../../../../provider/model/compareGroups.js";
import { patch } from "../../../../provider/resources/insightGroup/patch.js";
import { type PatchOperation } from "../../../../provider/model/patchOperation.js";
import { checkout, group } from "../../../support/groups.js";

type Document = Readonly<Record<string, unknown>>;

/**
 * Applies RFC 6902 to members of the document itself: `replace` and `remove` need an existing member, `add` does not.
 */
const apply = (operations: readonly PatchOperation[], document: Document): Document => {
  const members = new Map(Object.entries(document));
  for (const operation of operations) {
    const name = operation.path.slice(1);
    if (operation.op !== "add" && !members.has(name)) throw new Error(`nothing to ${operation.op} at /${name}`);
    if (operation.op === "remove") members.delete(name);
    else members.set(name, operation.value);
  }
  return Object.fromEntries(members);
};

/** Returns the object as JSON, without undefined members. */
const onTheWire = (one: object): Document =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));

describe("the patch of an insight group", () => {
  const { key, projectKey, environmentKey } = checkout;
  /** Groups that a patch can change into each other. */
  const patchable = group.map((one) => ({ ...one, key, projectKey, environmentKey }));

  it("turns the old group into the new one", () => {
    fc.assert(
      fc.property(patchable, patchable, (a, b) => {
        expect(apply(patch(a, b), onTheWire(a))).to.deep.equal(onTheWire(b));
      }),
    );
  });

  it("is empty for equal groups", () => {
    fc.assert(
      fc.property(group, (a) => {
        expect(patch(a, structuredClone(a))).to.deep.equal([]);
      }),
    );
  });

  it("holds only what changed", () => {
    fc.assert(
      fc.property(patchable, patchable, (a, b) => {
        const paths = patch(a, b).map(({ path }) => path);
        expect(paths).to.deep.equal(differences(a, b).map((name) => `/${name}`));
      }),
    );
  });

  it("replaces a name", () => {
    expect(patch(checkout, { ...checkout, name: "Till" })).to.deep.equal([
      { op: "replace", path: "/name", value: "Till" },
    ]);
  });

  it("adds application keys, or overwrites them", () => {
    const expected = [{ op: "add", path: "/applicationKeys", value: ["tv"] }];
    expect(patch(checkout, { ...checkout, applicationKeys: ["tv"] })).to.deep.equal(expected);
    expect(patch({ ...checkout, applicationKeys: undefined }, { ...checkout, applicationKeys: ["tv"] })).to.deep.equal(
      expected,
    );
  });

  it("removes application keys if the group gets all applications", () => {
    expect(patch(checkout, { ...checkout, applicationKeys: undefined })).to.deep.equal([
      { op: "remove", path: "/applicationKeys" },
    ]);
  });

  it("never changes a property that would replace the group", () => {
    fc.assert(
      fc.property(group, (b) => {
        const { name, applicationKeys } = checkout;
        expect(patch(checkout, { ...b, name, applicationKeys })).to.deep.equal([]);
      }),
    );
  });
});
