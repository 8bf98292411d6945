import { expect } from "chai";
import { faultKinds, type Call, type StoredGroup } from "../../emulator/index.js";
import { base, group } from "../support/declaredGroup.js";
import type { Run } from "../support/stack.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const createdAt = 1_700_000_000_000;
const imported = '{ import: "team" }';
const noChanges = "--expect-no-changes";

/** A change of a group in `preview --json`. */
interface Step {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

describe("the option import, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({}, { LAUNCHDARKLY_REQUEST_TIMEOUT: "1" });

  const put = (given: Partial<StoredGroup> = {}): void => {
    const each = { ...base, createdAt, ...given };
    here.emulator.groups.set(each.key, each);
  };
  let first = 0;
  const callsOfThisTest = (): readonly Call[] => here.emulator.calls.slice(first);
  const bodies = (method: string): readonly unknown[] =>
    callsOfThisTest()
      .filter((call) => call.method === method)
      .map(({ body }) => body);
  const bringIn = async (program: string): Promise<void> => {
    await here.stack.program(program);
    await here.stack.succeed("up");
    here.calls();
  };
  /** Runs an `up` that must fail and must not change the account or the state of the stack. */
  const failing = async (program: string, ...operation: readonly string[]): Promise<Run> => {
    const before = structuredClone([...here.emulator.groups]);
    const state = Object.keys(await here.stack.groups());
    await here.stack.program(program);
    const run = await here.stack.fail("up", ...operation);
    expect([...here.emulator.groups]).to.deep.equal(before);
    expect(Object.keys(await here.stack.groups())).to.deep.equal(state);
    expect(run.output, "a stack trace").not.to.match(/\n\s+at /);
    return run;
  };

  beforeEach(async () => {
    here.emulator.groups.clear();
    put();
    await here.stack.reset();
    here.calls();
    first = here.emulator.calls.length;
  });

  it("imports a group with one GET; the preview shows a create, and no change remains", async () => {
    await here.stack.program(group({}, "team", imported));
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ create: 2 });
    expect(here.calls()).to.deep.equal([]);
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ created: 2 });
    expect(here.calls()).to.deep.equal(["GET team 200"]);

    expect((await here.stack.succeed("up", noChanges)).changes).to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([]);
    await here.stack.succeed("refresh", noChanges);
    await here.stack.succeed("up", noChanges);
    expect(here.calls()).to.deep.equal(["GET team 200"]);
  });

  it("leaves the same state as a create, and itself among the inputs, in at most 600 bytes", async () => {
    const applicationKeys = ["cart", "payments"];
    put({ applicationKeys });
    await bringIn(group({ applicationKeys }, "team", imported));
    const { team } = await here.stack.groups();
    const { __provider, ...inputs } = team?.inputs ?? {};
    expect(inputs).to.deep.equal({ ...base, applicationKeys, __import: "team" });
    expect(team?.outputs).to.deep.equal({ ...base, applicationKeys, createdAt, __provider });
    expect(team).to.have.property("id", "team");
    expect(JSON.stringify([team?.inputs, team?.outputs]).length).to.be.at.most(600);
  });

  for (const [when, refreshed] of [
    ["", false],
    [" after a refresh", true],
  ] as const) {
    it(`can be removed and restored${when} without a change`, async () => {
      await bringIn(group({}, "team", imported));
      if (refreshed) await here.stack.succeed("refresh");
      here.calls();
      for (const options of ["{}", imported]) {
        await here.stack.program(group({}, "team", options));
        const { output, changes } = await here.stack.succeed("up", "--diff", noChanges);
        expect(output).not.to.contain("__import");
        expect(changes).to.deep.equal({ unchanged: 2 });
      }
      expect(here.calls()).to.deep.equal([]);
    });
  }

  for (const [what, before, after] of [
    ["removed", imported, "{}"],
    ["added later", "{}", imported],
    ["unchanged", imported, imported],
  ] as const) {
    it(`${what} together with another name causes one PATCH, of which the preview shows only the name`, async () => {
      if (before === "{}") here.emulator.groups.clear();
      await bringIn(group({}, "team", before));
      await here.stack.program(group({ name: "The team" }, "team", after));
      const { output } = await here.stack.succeed("preview", "--json");
      const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { readonly steps: readonly Step[] };
      const step = steps.find(({ urn }) => urn.endsWith("::team"));
      expect(step?.op).to.equal("update");
      expect(Object.keys(step?.detailedDiff ?? {})).to.deep.equal(["name"]);

      const shown = await here.stack.succeed("up", "--diff");
      expect(shown.output).to.match(/~ name: "Team" => "The team"/);
      expect(shown.output).not.to.contain("__import");
      expect(shown.changes).to.include({ updated: 1 });
      expect(here.calls()).to.deep.equal(["PATCH team 200"]);
      expect(bodies("PATCH")).to.deep.equal([[{ op: "replace", path: "/name", value: "The team" }]]);
      expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 2 });
    });
  }

  it("is ignored if it is empty: the group is created", async () => {
    here.emulator.groups.clear();
    await here.stack.program(group({}, "team", '{ import: "" }'));
    await here.stack.succeed("up");
    expect(here.calls()).to.deep.equal(["POST team 201"]);
    expect(bodies("POST")).to.deep.equal([base]);
    expect((await here.stack.groups())["team"]?.inputs).not.to.have.property("__import");
  });

  describe("of a group that", () => {
    it("differs lists every difference, and the next up imports the group once they are corrected", async () => {
      const theirs = { name: "By hand", projectKey: "games", environmentKey: "test", applicationKeys: ["web"] };
      put(theirs);
      const { output } = await failing(group({}, "team", imported));
      expect(output).to.contain('Cannot import insight group "team"').and.to.contain("Nothing was changed");
      for (const difference of [
        'name "By hand", not "Team"',
        'projectKey "games", not "shop"',
        'environmentKey "test", not "production"',
        'applicationKeys ["web"], not unset (all applications)',
      ]) {
        expect(output).to.contain(difference);
      }
      expect(here.calls()).to.deep.equal(["GET team 200"]);
      await bringIn(group(theirs, "team", imported));
      expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 2 });
    });

    it("does not exist is an error", async () => {
      here.emulator.groups.clear();
      const { output } = await failing(group({}, "team", imported));
      expect(output).to.contain("it does not exist in the account").and.to.contain("remove the option `import`");
      expect(here.calls()).to.deep.equal(["GET team 404", "GET  200"]);
    });

    it("was deleted by hand makes `up --refresh` fail until the option is removed", async () => {
      await bringIn(group({}, "team", imported));
      here.emulator.groups.clear();
      expect((await here.stack.fail("up", "--refresh")).output).to.contain("remove the option `import`");
      expect(here.calls().filter((call) => !call.startsWith("GET"))).to.deep.equal([]);
      await here.stack.program(group());
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["POST team 201"]);
    });

    it("two resources import is an error of the second", async () => {
      await here.stack.program(group({}, "one", imported) + group({}, "two", imported));
      const { output } = await here.stack.fail("up");
      expect(output).to.contain("another resource of this program has the same key");
      expect(Object.keys(await here.stack.groups())).to.have.length(1);
      expect(callsOfThisTest().every(({ method }) => method === "GET")).to.equal(true);
      expect([...here.emulator.groups.keys()]).to.deep.equal(["team"]);
    });
  });

  it("of a group that another resource of the stack manages is refused, in either order of declaration", async () => {
    const [one, two] = [group({}, "one", imported), group({}, "two", imported)];
    await bringIn(one);
    for (const program of [one + two, two + one]) {
      expect((await failing(program)).output).to.contain("another resource of this program has the same key");
    }
    await here.stack.program(one);
    expect((await here.stack.succeed("up", noChanges)).changes).to.deep.equal({ unchanged: 2 });
  });

  describe("with a value other than the key", () => {
    it("is refused by the preview, as the property `import`", async () => {
      await here.stack.program(group({}, "team", '{ import: "squad" }'));
      for (const operation of ["preview", "up"] as const) {
        const { output } = await here.stack.fail(operation);
        expect(output).to.match(/import.*must be the key of the group, "team", and not "squad"/);
      }
      expect(here.calls()).to.deep.equal([]);
    });

    it("is refused before anything is sent if the preview does not know the key yet", async () => {
      here.emulator.groups.clear();
      await here.stack.program(`
        const first = ${group({ key: "first" }, "first")}
        const key = first.createdAt.apply(() => "after-first");
        new InsightGroup("team", { ...${JSON.stringify(base)}, key }, { import: "team" });`);
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ create: 3 });
      const { output } = await here.stack.fail("up");
      expect(output).to.contain('must be the key of the group, "after-first", and not "team"');
      expect(here.calls()).to.deep.equal(["POST first 201"]);
      expect(Object.keys(await here.stack.groups())).to.deep.equal(["first"]);
    });
  });

  describe("that is still in the program when the group is replaced", () => {
    beforeEach(() => bringIn(group({}, "team", imported)));

    it("allows the replacement: the old group is deleted, the new one created", async () => {
      await here.stack.program(group({ projectKey: "games" }, "team", imported));
      expect((await here.stack.succeed("up")).changes).to.include({ replaced: 1 });
      expect(here.calls()).to.deep.equal(["DELETE team 204", "POST team 201"]);
      expect(bodies("POST")).to.deep.equal([{ ...base, projectKey: "games" }]);
      expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 2 });
    });

    it("allows a replacement by --target-replace", async () => {
      const { team } = await here.stack.groups();
      await here.stack.succeed("up", "--target-replace", team?.urn ?? "");
      expect(here.calls()).to.deep.equal(["DELETE team 204", "POST team 201"]);
      expect(bodies("POST")).to.deep.equal([base]);
      expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 2 });
    });
  });

  it("does not delete the group if its resource is renamed in the program", async () => {
    here.emulator.groups.clear();
    await bringIn(group());
    await here.stack.program(group({}, "renamed", imported));
    expect((await here.stack.succeed("up")).output).to.contain("is not deleted");
    expect(here.calls()).to.deep.equal(["GET team 200"]);
    expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
    expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 2 });
    expect(here.emulator.groups.has("team")).to.equal(true);
  });

  it("uses the account of an explicit provider", async () => {
    await here.stack.program(`
      const provider = new Provider("other", { accessToken: "api-other" });
      ${group({}, "team", '{ import: "team", provider }')}`);
    here.emulator.setToken("api-other");
    try {
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["GET team 200"]);
      expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 3 });
      expect(await here.stack.checkpoint()).not.to.contain("api-other");
    } finally {
      here.emulator.setToken(accessToken);
    }
  });

  describe("of many groups", () => {
    const keys = Array.from({ length: 25 }, (_, index) => `team${String(index)}`);
    const program = keys.map((key) => group({ key }, key, `{ import: "${key}" }`)).join("");
    beforeEach(async () => {
      here.emulator.groups.clear();
      for (const key of keys) put({ key });
      await here.stack.program(program);
    });
    afterEach(() => {
      here.emulator.setFaults(undefined);
    });

    it("shares pages of the list: at most 6 calls for 25 groups", async () => {
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ created: 26 });
      expect(here.calls().length).to.be.at.most(6);
      expect(callsOfThisTest().every(({ method }) => method === "GET")).to.equal(true);
      expect((await here.stack.succeed("preview", noChanges)).changes).to.deep.equal({ unchanged: 26 });
      await here.stack.succeed("refresh", "--preview-only", noChanges);
    });

    it("succeeds at once although a third of all calls fail, in every possible way", async () => {
      const kinds = Object.keys(faultKinds);
      here.emulator.setFaults({
        ...Object.fromEntries(kinds.map((kind) => [kind, 1 / 3 / kinds.length])),
        slowMs: 3_000,
      });
      for (let run = 0; run < 3; run++) {
        expect((await here.stack.succeed("up")).changes).to.deep.equal({ created: 26 });
        expect(Object.keys(await here.stack.groups())).to.have.members(keys);
        await here.stack.reset();
      }
      const befallen = callsOfThisTest().filter(({ fault }) => fault !== undefined);
      expect(befallen.length, "or this would prove nothing").to.be.greaterThan(0);
      expect(callsOfThisTest().every(({ method }) => method === "GET")).to.equal(true);
      expect([...here.emulator.groups.keys()]).to.deep.equal(keys);
    });
  });
});
