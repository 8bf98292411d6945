import { expect } from "chai";
import { startEmulator } from "../../emulator/index.js";
import { base, group } from "../support/declaredGroup.js";
import { makeEngineTestbed } from "../support/world.js";

describe("programs, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  const up = async (program: string, ...args: readonly string[]): Promise<string> => {
    await here.stack.program(program);
    return (await here.stack.succeed("up", ...args)).output;
  };
  afterEach(async () => {
    here.emulator.behaviour.projects = undefined;
    here.emulator.behaviour.normalizeKeys = undefined;
    await here.stack.reset();
    here.emulator.groups.clear();
    here.calls();
  });

  it("with mistakes get all of them at once in preview, by property, and send nothing", async () => {
    await here.stack.program(
      group({ name: "", key: "a b", projectKey: "-x", applicationKeys: ["ok", "not/ok"], environment: "test" }),
    );
    const { output } = await here.stack.fail("preview");
    for (const property of ["name", "key", "projectKey", "applicationKeys[1]"]) {
      expect(output).to.contain(`property ${property} value`);
    }
    expect(output).to.contain('did you mean "environmentKey"?');
    expect(output).not.to.match(/\n\s+at /);
    expect(here.calls()).to.deep.equal([]);
  });

  it("can take every argument from another resource that is not yet known", async () => {
    const program = `
      const first = new InsightGroup("first", ${JSON.stringify({ ...base, key: "first" })});
      const text = first.createdAt.apply((at) => at > 0 ? "second" : "");
      new InsightGroup("second", {
        name: text, key: text, projectKey: text, environmentKey: text,
        applicationKeys: [text, "web", pulumi.interpolate\`\${text}-2\`],
      });
      new InsightGroup("third", { ...${JSON.stringify({ ...base, key: "third" })}, applicationKeys: text.apply((key) => [key]) });
    `;
    await here.stack.program(program);
    expect((await here.stack.succeed("preview")).changes).to.include({ create: 4 });
    await up(program);
    expect(here.emulator.groups.get("second")).to.deep.include({
      ...base,
      name: "second",
      key: "second",
      projectKey: "second",
      environmentKey: "second",
      applicationKeys: ["second", "second-2", "web"],
    });
    expect(here.emulator.groups.get("third")).to.deep.include({ applicationKeys: ["second"] });
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 4 });
  });

  it("can look up a group that the stack does not manage, and leave it unchanged", async () => {
    here.emulator.groups.set("theirs", {
      ...base,
      key: "theirs",
      createdAt: 1_700_000_000_000,
      applicationKeys: ["web"],
    });
    const program = `
      const theirs = InsightGroup.get("theirs", "theirs");
      module.exports = { name: theirs.name, createdAt: theirs.createdAt, applications: theirs.applicationKeys };
    `;
    const output = await up(program);
    expect(output)
      .to.match(/name *: "Team"/)
      .and.to.match(/createdAt *: 1700000000000/)
      .and.to.contain('"web"');
    expect(here.calls()).to.deep.equal(["GET theirs 200"]);
    await here.stack.succeed("destroy");
    expect(here.emulator.groups.has("theirs")).to.equal(true);
  });

  it("fail if they look up a group that does not exist, with a message that says so", async () => {
    await here.stack.program('InsightGroup.get("theirs", "nobodys");');
    expect((await here.stack.fail("up")).output).to.contain(
      'Cannot read insight group "nobodys": it does not exist in the account',
    );
  });

  it("can manage several accounts with explicit providers, whose tokens are secrets in state", async () => {
    const second = await startEmulator({ token: "api-second-account" });
    try {
      await up(`
        const other = new Provider("other", { accessToken: "api-second-account", apiHost: "${second.url}" });
        ${group({}, "there", "{ provider: other }")}
        ${group({}, "here")}
      `);
      expect([...second.groups.keys(), ...here.emulator.groups.keys()]).to.deep.equal(["team", "team"]);
      expect(await here.stack.checkpoint()).not.to.contain("api-second-account");
      expect((await here.stack.succeed("preview")).changes).to.include({ unchanged: 4 });
      await here.stack.succeed("refresh");
      await here.stack.succeed("destroy");
      expect(second.groups.size).to.equal(0);
    } finally {
      await second.close();
    }
  });

  it("use stack config, as a secret, if the explicit provider omits every setting", async () => {
    const third = await startEmulator({ token: "api-of-the-stack" });
    try {
      await here.stack.run(["config", "set", "--secret", "launchdarkly:accessToken", "api-of-the-stack"]);
      await here.stack.run(["config", "set", "launchdarkly:apiHost", third.url]);
      await up(
        `const other = new Provider("other", { accessToken: "" }); ${group({}, "there", "{ provider: other }")}`,
      );
      expect([...third.groups.keys()]).to.deep.equal(["team"]);
      expect(await here.stack.checkpoint()).not.to.contain("api-of-the-stack");
      await here.stack.succeed("destroy");
    } finally {
      await here.stack.run(["config", "rm", "launchdarkly:accessToken"]);
      await here.stack.run(["config", "rm", "launchdarkly:apiHost"]);
      await third.close();
    }
  });

  it("without a token fail with every way to set it", async () => {
    await here.stack.program(group());
    const { code, output } = await here.stack.run(["up", "--yes", "--skip-preview"], { LAUNCHDARKLY_ACCESS_TOKEN: "" });
    expect(code).not.to.equal(0);
    expect(output).to.contain("pulumi config set --secret launchdarkly:accessToken");
    expect(output).to.contain("LAUNCHDARKLY_ACCESS_TOKEN").and.to.contain("Provider");
  });

  it("fail until a key is written in the case that LaunchDarkly returns, and lose nothing", async () => {
    here.emulator.behaviour.normalizeKeys = "lower";
    await here.stack.program(group({ key: "Team" }));
    expect((await here.stack.fail("up")).output).to.contain('key "team", not "Team"');
    expect((await here.stack.groups())["team"]?.id).to.equal("team");
    expect((await here.stack.fail("up")).output).to.contain('key "team", not "Team"');
    expect(here.calls()).to.deep.equal(["POST Team 201"]);
    await up(group());
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([]);
  });

  it("can refresh a group whose create failed after it made the group, which gets its real key", async () => {
    here.emulator.behaviour.normalizeKeys = "lower";
    await here.stack.program(group({ key: "Team" }));
    await here.stack.fail("up");
    await here.stack.succeed("refresh");
    expect((await here.stack.fail("up")).output).to.contain('key "team", not "Team"');
    await up(group());
    await here.stack.succeed("destroy");
    expect(here.calls()).to.deep.equal(["POST Team 201", "GET team 200", "DELETE team 204"]);
  });

  it("report a deleted group if its replacement fails after the delete, and create it in the next valid up", async () => {
    here.emulator.behaviour.projects = { shop: ["production"], games: ["production"] };
    await up(group());
    await here.stack.program(group({ projectKey: "gmaes" }));
    const { output } = await here.stack.fail("up");
    expect(output).to.contain('project "gmaes"').and.to.contain("already deleted");
    here.calls();
    await up(group({ projectKey: "games" }));
    expect(here.calls()).to.deep.equal(["POST team 201"]);
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
  });

  it("can force a replacement, which deletes first", async () => {
    await up(group());
    const urn = (await here.stack.groups())["team"]?.urn ?? "";
    here.calls();
    await here.stack.succeed("up", "--target-replace", urn);
    expect(here.calls()).to.deep.equal(["DELETE team 204", "POST team 201"]);
  });

  it("cannot create a group whose key exists, and get the differences", async () => {
    here.emulator.groups.set("team", { ...base, name: "Theirs", createdAt: 1_700_000_000_000 });
    await here.stack.program(group());
    const { output } = await here.stack.fail("up");
    expect(output).to.contain('name "Theirs", not "Team"').and.to.contain("import");
    expect(here.emulator.groups.get("team")?.name).to.equal("Theirs");
  });
});
