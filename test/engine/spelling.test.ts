import { expect } from "chai";
import { group } from "../support/declaredGroup.js";
import { makeEngineTestbed } from "../support/world.js";

describe("a change of only upper and lower case, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  /** Creates the group, then changes the program. */
  const change = async (before: object, after: object): Promise<void> => {
    await here.stack.program(group(before));
    await here.stack.succeed("up");
    await here.stack.program(group(after));
    here.calls();
  };
  /** Expects that preview and up both report the advice, and send nothing. */
  const isRefused = async (advice: string): Promise<void> => {
    for (const operation of ["preview", "up"] as const) {
      const { output } = await here.stack.fail(operation);
      expect(output).to.contain(advice).and.contain("pulumi up --target-replace <urn>");
      expect(output).not.to.match(/\n\s+at /);
    }
    expect(here.calls()).to.deep.equal([]);
  };
  afterEach(async () => {
    here.emulator.behaviour.normalizeKeys = undefined;
    here.emulator.groups.clear();
    await here.stack.reset();
  });

  it("replaces the group if LaunchDarkly has kept capitals in its key", async () => {
    await change({ key: "Team" }, { key: "team" });
    expect((await here.stack.succeed("preview")).changes).to.include({ replace: 1 });
    await here.stack.succeed("up");
    expect(here.calls()).to.deep.equal(["DELETE Team 204", "POST team 201"]);
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
  });

  for (const [name, was, is] of [
    ["key", "team", "Team"],
    ["projectKey", "shop", "Shop"],
    ["projectKey", "Shop", "shop"],
    ["environmentKey", "production", "PRODUCTION"],
  ] as const) {
    it(`is refused in preview for ${name} ${was} => ${is}, and replaces the group if that is requested`, async () => {
      await change({ [name]: was }, { [name]: is, applicationKeys: ["web"] });
      await isRefused(
        `the group in LaunchDarkly has ${name} "${was}", not "${is}". Write ${name} as LaunchDarkly returns it`,
      );
      const urn = (await here.stack.groups())["team"]?.urn ?? "";
      await here.stack.succeed("up", "--target-replace", urn);
      expect(here.calls().map((call) => call.split(" ")[0])).to.deep.equal(["DELETE", "POST"]);
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 2 });
    });
  }

  it("of all keys by LaunchDarkly fails until the program writes them so, and never replaces", async () => {
    here.emulator.behaviour.normalizeKeys = "lower";
    const declared = { key: "Team", projectKey: "Shop" };
    await here.stack.program(group(declared));
    await here.stack.fail("up");
    here.calls();
    await isRefused('the group in LaunchDarkly has key "team", not "Team"; projectKey "shop", not "Shop"');
    await here.stack.succeed("refresh");
    await here.stack.succeed("refresh", "--run-program");
    expect(here.calls()).to.deep.equal(["GET team 200", "GET team 200"]);
    await isRefused('the group in LaunchDarkly has key "team", not "Team"; projectKey "shop", not "Shop"');
    await here.stack.fail("up", "--refresh");
    expect(here.calls().filter((call) => !call.startsWith("GET"))).to.deep.equal([]);

    await here.stack.program(group());
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([]);
  });

  it("by LaunchDarkly is repaired in the program right after the create that failed", async () => {
    here.emulator.behaviour.normalizeKeys = "lower";
    await here.stack.program(group({ key: "Team" }));
    await here.stack.fail("up");
    await here.stack.program(group());
    here.calls();
    await here.stack.succeed("up");
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    await here.stack.succeed("refresh", "--preview-only", "--expect-no-changes");
    expect(here.calls()).to.deep.equal(["GET team 200"]);
  });
});
