import { expect } from "chai";
import type { StoredGroup } from "../../emulator/index.js";
import { group } from "../support/declaredGroup.js";
import { makeEngineTestbed } from "../support/world.js";

const looking = ["--preview-only", "--expect-no-changes"] as const;
const ignored = '{ ignoreChanges: ["name"] }';

describe("an update of a group whose other property was changed by hand, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  const stored = (): StoredGroup | undefined => here.emulator.groups.get("team");
  const declared = (applicationKeys: readonly string[], options?: string): Promise<void> =>
    here.stack.program(group({ applicationKeys }, "team", options));

  let restore!: () => Promise<void>;
  let created!: StoredGroup;
  before(async () => {
    await declared(["web"]);
    await here.stack.succeed("up");
    created = stored() ?? expect.fail();
    restore = await here.stack.snapshot();
  });
  beforeEach(async () => {
    await restore();
    here.emulator.groups.set("team", { ...created, name: "By hand" });
    here.calls();
  });
  afterEach(() => {
    here.emulator.behaviour.ignorePatch = undefined;
  });

  it("succeeds with a plain up, which keeps the other property and reports it", async () => {
    await declared(["api", "web"]);
    const { output, changes } = await here.stack.succeed("up");
    expect(changes).to.include({ updated: 1 });
    expect(here.calls()).to.deep.equal(["PATCH team 200"]);
    expect(stored()).to.deep.include({ name: "By hand", applicationKeys: ["api", "web"] });
    expect(output).to.contain('in LaunchDarkly it has name "By hand", not "Team"').and.contain("pulumi up --refresh");
    expect(output).not.to.contain("--target-replace");

    expect((await here.stack.succeed("up")).changes, "a second up").to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([]);
    const found = await here.stack.pulumi("refresh", ...looking, "--diff");
    expect(found.code, found.output).to.equal(7);
    expect(found.output)
      .to.match(/[~+] name *:/)
      .and.not.to.match(/[~+] applicationKeys *:/);
  });

  it("leaves drift that a preview after a refresh shows, and that up --refresh repairs", async () => {
    await declared(["api", "web"]);
    await here.stack.succeed("up");
    expect((await here.stack.succeed("preview", "--refresh", "--diff")).output).to.match(/~ name: "By hand" => "Team"/);
    here.calls();
    await here.stack.succeed("up", "--refresh");
    expect(here.calls()).to.deep.equal(["GET team 200", "PATCH team 200"]);
    expect(stored()).to.deep.include({ name: "Team", applicationKeys: ["api", "web"] });
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    await here.stack.succeed("refresh", ...looking);
  });

  it("repairs the other property in the same patch with up --refresh", async () => {
    await declared(["api", "web"]);
    await here.stack.succeed("up", "--refresh");
    expect(here.calls()).to.deep.equal(["GET team 200", "PATCH team 200"]);
    expect(stored()).to.deep.include({ name: "Team", applicationKeys: ["api", "web"] });
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 2 });
  });

  for (const refresh of [[], ["--refresh"]]) {
    it(`never changes a property in ignoreChanges, even if repeated: ${["up", ...refresh].join(" ")}`, async () => {
      for (const applicationKeys of [["api", "web"], ["tv"], ["tv", "web"]]) {
        await declared(applicationKeys, ignored);
        const { output } = await here.stack.succeed("up", ...refresh);
        expect(output).not.to.contain("--target-replace");
        expect(stored()).to.deep.include({ name: "By hand", applicationKeys });
        expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
      }
      await here.stack.succeed("up", "--refresh");
      await here.stack.succeed("refresh", ...looking);
      expect(stored()?.name).to.equal("By hand");
    });
  }

  it("never changes a property in ignoreChanges if a failed update is tried again", async () => {
    here.emulator.behaviour.ignorePatch = ["/applicationKeys"];
    await declared(["api", "web"], ignored);
    const { output } = await here.stack.fail("up");
    expect(output).to.contain('The group in LaunchDarkly has applicationKeys ["web"], not ["api","web"]. If it cannot');
    here.emulator.behaviour.ignorePatch = undefined;
    await here.stack.succeed("up");
    expect(stored()).to.deep.include({ name: "By hand", applicationKeys: ["api", "web"] });
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 2 });
  });

  it("overwrites a change by hand of the same property with the declared value", async () => {
    await here.stack.program(group({ name: "Crew", applicationKeys: ["web"] }));
    await here.stack.succeed("up");
    expect(here.calls()).to.deep.equal(["PATCH team 200"]);
    expect(stored()?.name).to.equal("Crew");
    await here.stack.succeed("refresh", ...looking);
  });
});
