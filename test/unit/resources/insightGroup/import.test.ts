import { expect } from "chai";
import fc from "fast-check";
import { faultKinds, startEmulator, type Emulator } from "../../../../emulator/index.js";
import { differences } from "../../../../provider/model/compareGroups.js";
import { importOption } from "../../../../provider/state.js";
import { importGroup } from "../../../../provider/resources/insightGroup/import.js";
import type { InsightGroupInputs } from "../../../../provider/model/insightGroup.js";
import { insightGroup } from "../../../../provider/provider.js";
import { unknownValue } from "../../../../provider/lib/unknownInPreview.js";
import { checkout, group, shop } from "../../../support/groups.js";
import { __provider, connect, fails, methods, said } from "../../../support/live.js";
import { outcome, makeTestbed, type Group } from "../../../support/testbed.js";
import { simulatedClock } from "../../../support/simulatedClock.js";

const createdAt = Date.UTC(2020, 0, 2);
/** The inputs that the engine passes for `new InsightGroup(…, { import: "checkout" })`. */
const news = { ...checkout, __provider, [importOption]: "checkout" };
const olds = { ...checkout, __provider, createdAt };

describe("the option import", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
    await connect(emulator);
  });
  afterEach(() => emulator.close());

  const put = (given: object = {}): void => {
    const each = { ...checkout, createdAt, ...given };
    emulator.groups.set(each.key, each);
  };

  it("is kept in state under a name that may never change", () => {
    expect(importOption).to.equal("__import");
  });

  describe("in check", () => {
    const failures = async (given: object) =>
      ((await insightGroup.check({}, { ...checkout, ...given })) as { readonly failures?: readonly object[] }).failures;

    it("is passed on, with the canonical arguments", async () => {
      const { inputs } = await insightGroup.check({}, { ...news, applicationKeys: ["web", "mobile", "web"] });
      expect(inputs).to.deep.equal({ ...checkout, [importOption]: "checkout" });
    });

    it("stays as it was for a group in the stack, so that adding or removing it shows in no diff", async () => {
      const inputs = { ...checkout, __provider };
      const withOption = { ...checkout, [importOption]: "checkout" };
      for (const given of [inputs, news]) {
        expect((await insightGroup.check(inputs, given)).inputs).to.deep.equal(checkout);
        expect((await insightGroup.check(news, given)).inputs).to.deep.equal(withOption);
      }
    });

    it("must be the key, and is otherwise refused as `import`", async () => {
      for (const other of ["till", "Checkout", "checkout ", 5, null]) {
        const [problem, ...more] = (await failures({ [importOption]: other })) ?? [];
        expect(more).to.deep.equal([]);
        expect(problem).to.have.property("property", "import");
        expect(problem).to.have.property("reason").that.includes('"checkout"').and.includes(JSON.stringify(other));
      }
    });

    it("is reported with all other problems, but not if the key itself is wrong", async () => {
      const properties = async (given: object) =>
        (await failures(given))?.map((each) => "property" in each && each.property);
      expect(await properties({ name: "", nme: "x", [importOption]: "till" })).to.have.members([
        "name",
        "nme",
        "import",
      ]);
      expect(await properties({ key: undefined, [importOption]: "till" })).to.deep.equal(["key"]);
      expect(await properties({ key: "a/b", [importOption]: "a/b" })).to.deep.equal(["key"]);
    });

    it("passes without a request while the key is unknown, and is checked once the key is known", async () => {
      expect(await failures({ key: unknownValue, [importOption]: "till" })).to.equal(undefined);
      await fails(insightGroup.create({ ...news, [importOption]: "till" }), "import must be the key of the group");
      expect(emulator.calls).to.deep.equal([]);
    });
  });

  it("is ignored in diff, whether it is added or removed", async () => {
    const without = { ...checkout, __provider };
    for (const [old, next] of [
      [{ ...olds, ...news }, without],
      [olds, news],
    ] as const) {
      expect(await insightGroup.diff("checkout", old, next)).to.deep.equal({ changes: false });
      expect(await insightGroup.diff("checkout", old, { ...next, name: "Till" })).to.deep.equal({
        replaces: [],
        deleteBeforeReplace: false,
      });
    }
  });

  it("is not part of a patch", async () => {
    put();
    const { outs } = await insightGroup.update("checkout", olds, { ...news, name: "Till" });
    expect(outs).not.to.have.property(importOption);
    expect(emulator.calls.map(({ body }) => body)).to.deep.equal([[{ op: "replace", path: "/name", value: "Till" }]]);
  });

  it("adopts the group with one GET, however old it is, and without a warning", async () => {
    put({ applicationKeys: ["web", "mobile", "web"] });
    const warnings = await said(async () => {
      expect(await insightGroup.create(news)).to.deep.equal({ id: "checkout", outs: { ...checkout, createdAt } });
    });
    expect(warnings).to.deep.equal([]);
    expect(methods(emulator)).to.deep.equal(["GET"]);
  });

  it("treats null and an empty list as all applications", async () => {
    const all = { ...news, applicationKeys: undefined };
    for (const applicationKeys of [null, [], undefined]) {
      await connect(emulator);
      put({ applicationKeys });
      expect((await insightGroup.create(all)).outs).to.deep.equal({
        ...shop,
        name: "Checkout",
        key: "checkout",
        createdAt,
      });
    }
  });

  it("of a group that differs lists every difference, changes nothing and keeps nothing in state", async () => {
    put({ name: "Till", projectKey: "store", environmentKey: "test", applicationKeys: null });
    const before = structuredClone(emulator.groups);
    const error = await fails(
      insightGroup.create(news),
      'Cannot import insight group "checkout"',
      'name "Till", not "Checkout"',
      'projectKey "store", not "shop"',
      'environmentKey "test", not "production"',
      'applicationKeys unset (all applications), not ["mobile","web"]',
      "Nothing was changed",
    );
    expect(error).not.to.have.any.keys("id", "properties", "reasons");
    expect(methods(emulator)).to.deep.equal(["GET"]);
    expect(emulator.groups).to.deep.equal(before);
  });

  it("of a group that does not exist is an error that says how to create the group, and keeps nothing in state", async () => {
    const error = await fails(
      insightGroup.create(news),
      "does not exist in the account",
      "Check the key",
      "remove the option `import`",
    );
    expect(error).not.to.have.any.keys("id", "properties", "reasons");
    expect(methods(emulator), "the group and the list").to.deep.equal(["GET", "GET"]);
    expect(emulator.groups.size).to.equal(0);
  });

  it("does not treat a 404 from a proxy as evidence that there is no group", async () => {
    await connect(emulator, { deadline: "0.5", requestTimeout: "0.2" });
    put();
    emulator.setFaults({ html404: 1 });
    // On a slow machine, no reply may come in time.
    const { message } = await fails(insightGroup.create(news));
    expect(message)
      .to.match(/not evidence that it does not exist|no reply/)
      .and.not.to.include("does not exist in the account");
  });

  it("of a key that LaunchDarkly writes differently says so, and keeps nothing", async () => {
    const asked = { ...news, key: "Checkout", [importOption]: "Checkout" };
    emulator.groups.set("Checkout", { ...checkout, createdAt });
    const error = await fails(insightGroup.create(asked), 'key "checkout", not "Checkout"', "as it is in LaunchDarkly");
    expect(error).not.to.have.property("id");
  });

  it("in two resources is an error of the second", async () => {
    put();
    const results = await Promise.allSettled([insightGroup.create(news), insightGroup.create(news)]);
    expect(results.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    const rejected = results.find((each) => each.status === "rejected");
    expect(String(rejected?.reason)).to.include("another resource of this program has the same key");
    expect(new Set(methods(emulator))).to.deep.equal(new Set(["GET"]));
  });

  it("of a group that another resource has just created is an error, in either order", async () => {
    const created = { ...checkout, __provider };
    await insightGroup.create(created);
    await fails(insightGroup.create(news), "another resource of this program");
    await connect(emulator);
    await insightGroup.create(news);
    await fails(insightGroup.create(created), "another resource of this program");
    expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
  });

  it("of a group under another resource name prevents the delete under the old name", async () => {
    put();
    await insightGroup.create(news);
    const warnings = await said(() => insightGroup.delete("checkout", olds));
    expect(warnings.join()).to.include('"checkout" is not deleted').and.include("aliases");
    expect(methods(emulator)).to.deep.equal(["GET"]);
    expect(emulator.groups.has("checkout")).to.equal(true);
  });

  describe("that is still declared when the group is replaced", () => {
    const elsewhere = { ...news, projectKey: "store" };
    beforeEach(() => {
      put();
    });

    it("allows the create, and is not in its body", async () => {
      await insightGroup.delete("checkout", olds);
      const { outs } = await insightGroup.create(elsewhere);
      expect(outs).to.include({ projectKey: "store" }).and.not.to.have.property(importOption);
      expect(methods(emulator)).to.deep.equal(["DELETE", "POST"]);
      expect(emulator.calls[1]?.body).to.deep.equal({ ...checkout, projectKey: "store" });
    });

    it("imports the new group if the option has another key, which must then exist", async () => {
      const till = { ...news, key: "till", [importOption]: "till" };
      await insightGroup.delete("checkout", olds);
      await fails(insightGroup.create(till), "does not exist in the account");
      put({ key: "till" });
      expect(await insightGroup.create(till)).to.include({ id: "till" });
      expect(methods(emulator)).to.deep.equal(["DELETE", "GET", "GET", "GET"]);
    });

    it("does not hide what is invalid in the new group", async () => {
      await insightGroup.delete("checkout", olds);
      emulator.behaviour.projects = { shop: ["production"] };
      await fails(insightGroup.create(elsewhere), "404", 'project "store" exists', "already deleted");
    });

    it("does not hide that the new group differs from its declaration", async () => {
      await insightGroup.delete("checkout", olds);
      emulator.behaviour.normalizeKeys = "lower";
      const error = await fails(insightGroup.create({ ...elsewhere, projectKey: "Store" }), "Write projectKey as");
      expect(error.properties, "the group exists: state keeps it").to.deep.equal({
        ...checkout,
        projectKey: "store",
        createdAt: emulator.groups.get("checkout")?.createdAt,
        __provider,
      });
    });
  });

  it("in 25 resources at once takes at most 6 calls, all of them GETs", async () => {
    const keys = Array.from({ length: 25 }, (_, index) => `team${String(index)}`);
    for (const key of keys) put({ key });
    await Promise.all(keys.map((key) => insightGroup.create({ ...news, key, [importOption]: key })));
    expect(emulator.calls.length).to.be.at.most(6);
    expect(new Set(methods(emulator))).to.deep.equal(new Set(["GET"]));
  });

  it("succeeds although a third of all calls fail, in every possible way", async () => {
    const kinds = Object.keys(faultKinds);
    const shares = Object.fromEntries(kinds.map((kind) => [kind, 1 / 3 / kinds.length]));
    const keys = Array.from({ length: 25 }, (_, index) => `team${String(index)}`);
    for (const key of keys) put({ key });
    let befallen = 0;
    for (let run = 0; run < 5; run++) {
      await connect(emulator, { requestTimeout: "0.3" });
      emulator.setFaults({ ...shares, slowMs: 1_000, limitedMs: 100 });
      // Concurrent imports share pages of the list; sequential imports are GETs.
      if (run % 2 === 0)
        await Promise.all(keys.map((key) => insightGroup.create({ ...news, key, [importOption]: key })));
      else for (const key of keys.slice(0, 2)) await insightGroup.create({ ...news, key, [importOption]: key });
      befallen = emulator.calls.filter(({ fault }) => fault !== undefined).length;
    }
    expect(befallen, "or this would prove nothing").to.be.greaterThan(3);
    expect(new Set(methods(emulator))).to.deep.equal(new Set(["GET"]));
  }).timeout(60_000);

  it("imports only what is exactly as declared, and never writes", async () => {
    const same = fc.tuple(group, group).chain(([there, other]) =>
      fc.record({
        there: fc.constant(there),
        // Mostly equal, or nothing would ever be imported.
        asked: fc
          .subarray(["name", "projectKey", "environmentKey", "applicationKeys"] as const, { maxLength: 2 })
          .map((names) => ({ ...there, ...Object.fromEntries(names.map((name) => [name, other[name]])) })),
      }),
    );
    let adopted = 0;
    await fc.assert(
      fc.asyncProperty(same, async ({ there, asked }) => {
        const clock = simulatedClock();
        const here = makeTestbed(clock, { groups: [{ ...there, createdAt: 1 } as Group] });
        // These groups have canonical arguments and lack only the brands of keys.
        const found = await clock.run(outcome(importGroup(asked as unknown as InsightGroupInputs)(here.env())));
        const expected = differences(asked, there);
        if (expected.length > 0) expect(found).to.deep.include({ _tag: "ImportMismatch", differences: expected });
        else {
          expect(found).to.deep.equal({ ...there, createdAt: 1 });
          adopted += 1;
        }
        expect(here.account.calls).to.deep.equal([`GET ${there.key}`]);
      }),
    );
    expect(adopted).to.be.greaterThan(5);
  });
});
