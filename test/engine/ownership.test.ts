import { expect } from "chai";
import { base, group } from "./group.js";
import { newStack } from "./stack.js";
import { accessToken, world } from "./world.js";

describe("whose a group is, in the real engine", function () {
  this.timeout(90_000);
  const here = world();
  /** Makes the group older than the adoption window, in LaunchDarkly and in state. */
  const age = async (): Promise<void> => {
    here.emulator.groups.set("team", { ...base, createdAt: Date.now() - 3_601_000 });
    await here.stack.run(["state", "delete", "--all", "--force", "--yes"]);
    await here.stack.program(group({}, "team", '{ import: "team" }'));
    await here.stack.succeed("up");
  };
  beforeEach(async () => {
    await here.stack.program(group());
    await here.stack.succeed("up");
    here.calls();
  });
  afterEach(async () => {
    here.emulator.groups.clear();
    await here.stack.succeed("destroy");
  });

  it("stays ours when its resource is renamed in the program: it is adopted, and its delete under the old name skipped", async () => {
    await here.stack.program(group({}, "renamed"));
    const { output } = await here.stack.succeed("up");
    expect(output).to.contain("warning").and.to.contain("aliases");
    expect(here.calls()).to.deep.equal(["POST team 409", "GET team 200"]);
    expect(here.emulator.groups.has("team")).to.equal(true);
    expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
  });

  it("is no call at all when the renamed resource has an alias", async () => {
    await here.stack.program(group({}, "renamed", '{ aliases: [{ name: "team" }] }'));
    expect((await here.stack.succeed("up")).changes).to.include({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([]);
  });

  it("is refused to a renamed resource when the group is older than the adoption window, and nothing is lost", async () => {
    await age();
    await here.stack.program(group({}, "renamed"));
    const { output } = await here.stack.fail("up");
    expect(output).to.contain("just as declared here, but it is not in this stack").and.to.contain("aliases");
    expect(here.emulator.groups.get("team")).to.include(base);
    expect(Object.keys(await here.stack.groups())).to.deep.equal(["team"]);
  });

  it("is no two resources' of one program: the second is refused, and nothing is lost", async () => {
    await here.stack.succeed("destroy");
    await here.stack.program(group({}, "one") + group({}, "two"));
    expect((await here.stack.fail("up")).output).to.contain("another resource of this program has the same key");
    expect(here.emulator.groups.size).to.equal(1);
    expect(Object.keys(await here.stack.groups())).to.have.length(1);
  });

  describe("when the renamed resource has an explicit provider of the same account, which is another process,", () => {
    const explicit = (options: string): string =>
      `const provider = new Provider("explicit", ${JSON.stringify({ accessToken, apiHost: here.emulator.url })});
       ${options}`;

    it("stays ours where it is adopted: its delete under the old name is skipped", async () => {
      await here.stack.program(explicit(group({}, "renamed", "{ provider }")));
      const { output } = await here.stack.succeed("up");
      expect(output).to.contain('"team" is not deleted').and.to.contain("aliases");
      expect(here.calls()).to.deep.equal(["POST team 409", "GET team 200"]);
      expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
    });

    it("stays ours where it is imported, however old it is: its delete under the old name is skipped", async () => {
      await age();
      here.calls();
      await here.stack.program(explicit(group({}, "renamed", '{ provider, import: "team" }')));
      const { output } = await here.stack.succeed("up");
      expect(output).to.contain('"team" is not deleted').and.to.contain("aliases");
      expect(here.calls()).to.deep.equal(["GET team 200"]);
      expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
    });

    it("is imported by one of two resources only", async () => {
      await here.stack.run(["state", "delete", "--all", "--force", "--yes"]);
      const options = ['{ import: "team" }', '{ provider, import: "team" }'];
      await here.stack.program(explicit(options.map((each, index) => group({}, `r${String(index)}`, each)).join("")));
      expect((await here.stack.fail("up")).output).to.contain("another resource of this program has the same key");
      expect(Object.keys(await here.stack.groups())).to.have.length(1);
    });
  });

  for (const [when, variables, old] of [
    ["once the adoption window is over", {}, true],
    ["with adoption turned off", { LAUNCHDARKLY_ADOPT_WITHIN: "0" }, false],
  ] as const) {
    it(`is refused to a second stack of the same program ${when}`, async () => {
      const connection = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: here.emulator.url };
      const second = await newStack({ ...connection, ...variables });
      try {
        if (old) await age();
        await second.program(group());
        expect((await second.fail("up")).output)
          .to.contain("it is not in this stack")
          .and.to.contain("import");
        await second.succeed("destroy");
        expect(here.emulator.groups.has("team")).to.equal(true);
      } finally {
        await second.remove();
      }
    });
  }

  it("is told with a warning to a second stack that adopts it within the window", async () => {
    const second = await newStack({ LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: here.emulator.url });
    try {
      await second.program(group());
      expect((await second.succeed("up")).output)
        .to.contain('Insight group "team" was there already')
        .and.to.contain("destroy");
    } finally {
      await second.remove();
    }
  });
});
