import { join } from "node:path";
import { expect } from "chai";
import { existingGroups } from "../support/existingGroups.js";
import { commandIn, ended, type Ended } from "../support/command.js";
import type { Adapter } from "../support/stack.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const groups = existingGroups.map(({ key, name, projectKey, environmentKey, applicationKeys }) => {
  return { key, name, projectKey, environmentKey, applicationKeys };
});

/** Resources with everything that a move must keep: parents, dependencies, protection, secrets, an explicit provider. */
const program = (apiHost: string): string => `
const europe = new Provider("europe", { accessToken: pulumi.secret("${accessToken}"), apiHost: "${apiHost}" });
const parent = new pulumi.ComponentResource("test:index:Teams", "teams");
const groups = [];
for (const group of ${JSON.stringify(groups)}) {
  const options = [{ parent }, { dependsOn: groups.at(-1) }, { protect: true }, { provider: europe }, {}];
  const index = groups.length;
  const name = index === 0 ? pulumi.secret("Project X") : group.name;
  groups.push(new InsightGroup("group-" + index, { ...group, name }, options[index % options.length]));
}
new RepositoryProject("web", { repositoryKey: "acme/web", projectKey: "shop" }, { dependsOn: groups, parent: groups[1] });
const event = { projectKey: "shop", environmentKey: "production", applicationKey: "web", version: "a1b2c3d" };
new DeploymentEvent("deployed", event, { provider: europe });
exports.first = groups[0];
exports.createdAt = groups[1].createdAt;
`;

describe("a stack of 100 groups that moves between the dynamic provider and the plugin, in the real engine,", function () {
  this.timeout(300_000);
  const here = makeEngineTestbed({ repositories: [{ key: "acme/web", projectKeys: [] }] });

  const move = (...args: readonly string[]): Promise<Ended> => ended(commandIn(here.stack.env, "move", ...args));
  const file = (name: string): string => join(here.stack.folder, "..", name);
  const succeed = async (...args: readonly string[]): Promise<void> => {
    const { code, output } = await here.stack.run(args);
    expect(code, output).to.equal(0);
  };
  const moveStack = async (to: string): Promise<void> => {
    await succeed("stack", "export", "--file", file(`before-${to}.json`));
    const found = await move("--existing", file(`before-${to}.json`), "--out", file(`${to}.json`), "--to", to);
    expect(found).to.deep.equal({ code: 0, stdout: "", stderr: "102 resources moved\n" });
    await succeed("stack", "import", "--file", file(`${to}.json`));
  };
  const expectUnchanged = async (adapter: Adapter): Promise<void> => {
    await here.stack.program(program(here.emulator.url), adapter);
    const { code, output } = await here.stack.run(["preview", "--diff", "--expect-no-changes"]);
    expect(code, output).to.equal(0);
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 105 });
    expect(here.calls()).to.deep.equal([]);
  };
  const expectNoSecrets = async (): Promise<void> => {
    expect(await here.stack.checkpoint())
      .not.to.include(accessToken)
      .and.not.to.include("Project X");
  };

  it("cannot be moved without resources, and nothing is written", async () => {
    await succeed("stack", "export", "--file", file("empty.json"));
    const { code, stderr } = await move("--existing", file("empty.json"), "--out", file("never.json"));
    expect({ code, stderr }).to.deep.equal({
      code: 1,
      stderr: `pulumi-launchdarkly-insights: --existing ${file("empty.json")} has no resources to move to the native types\n`,
    });
  });

  it("moves to the plugin without a call, and the program of the plugin changes nothing", async () => {
    await here.stack.program(program(here.emulator.url));
    // The default dynamic provider has all config in its inputs.
    await succeed("config", "set", "other:region", "eu");
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ created: 105 });
    here.calls();
    await moveStack("native");
    expect(await here.stack.checkpoint()).not.to.include("other:region");
    await expectUnchanged("plugin");
    await expectNoSecrets();
    expect(await here.stack.checkpoint()).not.to.include("pulumi-nodejs");
  });

  it("is managed by the plugin, which finds no drift, renames a group and keeps protected resources", async () => {
    expect((await here.stack.pulumi("refresh", "--preview-only", "--expect-no-changes")).code).to.equal(0);
    expect(here.calls().every((call) => call.startsWith("GET"))).to.equal(true);
    await here.stack.program(program(here.emulator.url).replace("Project X", "Project Y"), "plugin");
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ updated: 1, unchanged: 104 });
    expect(here.calls()).to.deep.equal(["PATCH a:b 200"]);
    await here.stack.program(program(here.emulator.url), "plugin");
    await here.stack.succeed("up");
    expect((await here.stack.checkpoint()).match(/"protect": ?true/g)).to.have.lengthOf(20);
    here.calls();
  });

  it("moves back to the dynamic provider without a call, which then deletes it", async () => {
    await moveStack("dynamic");
    await expectUnchanged("dynamic provider");
    await expectNoSecrets();
    expect(await here.stack.checkpoint()).not.to.include("launchdarkly-insights:index");
    await succeed("state", "unprotect", "--all", "--yes");
    await here.stack.succeed("destroy");
    expect(here.emulator.groups.size).to.equal(0);
  });
});
