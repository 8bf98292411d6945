import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { base, group } from "../support/declaredGroup.js";
import { deployed } from "../support/deploymentEvents.js";
import { pipelines } from "../support/pipelineFile.js";
import type { Run } from "../support/stack.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const place = { projectKey: "shop", environmentKey: "production" };

describe("a group of the plugin, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({}, {}, "plugin");
  const up = async (program: string): Promise<Readonly<Record<string, number>>> => {
    await here.stack.program(program);
    return (await here.stack.succeed("up")).changes;
  };
  beforeEach(async () => {
    here.emulator.groups.clear();
    await here.stack.reset();
    here.calls();
  });

  it("is created, unchanged, updated, replaced and deleted with at most one call each, and has only its properties in state", async () => {
    const program = group({ applicationKeys: ["web", "api", "web"] });
    expect(await up(program)).to.include({ created: 2 });
    const { team } = await here.stack.groups();
    const inputs = { ...base, applicationKeys: ["api", "web"] };
    expect(team).to.deep.include({ id: "team", inputs });
    expect(team?.outputs).to.deep.equal({ ...inputs, createdAt: here.emulator.groups.get("team")?.createdAt });
    expect(await up(program)).to.deep.equal({ unchanged: 2 });
    expect(await up(group({ name: "The team" }))).to.include({ updated: 1 });
    expect(await up(group({ name: "The team", projectKey: "games" }))).to.include({ replaced: 1 });
    await here.stack.succeed("destroy");
    expect(here.calls()).to.deep.equal([
      "POST team 201",
      "PATCH team 200",
      "DELETE team 204",
      "POST team 201",
      "DELETE team 204",
    ]);
  });

  it("replaces a group of the dynamic provider without a call if it has an alias of its type", async () => {
    await here.stack.program(group({ applicationKeys: ["web"] }), "dynamic provider");
    await here.stack.succeed("up");
    here.calls();
    const options = '{ aliases: [{ type: "pulumi-nodejs:dynamic/launchdarkly:InsightGroup" }] }';
    await here.stack.program(group({ applicationKeys: ["web"] }, "team", options));
    await here.stack.succeed("preview", "--expect-no-changes");
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 2 });
    expect(await here.stack.checkpoint()).not.to.contain("pulumi-nodejs:dynamic");
    await here.stack.program(group({ applicationKeys: ["web"] }));
    await here.stack.succeed("refresh", "--expect-no-changes");
    expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal(["GET team 200"]);
    await here.stack.succeed("destroy");
    expect(here.calls()).to.deep.equal(["DELETE team 204"]);
  });

  it("is found by the check of rotate.sh and rotate.yml if a new token does not see it", async () => {
    await up(group({}));
    here.emulator.groups.clear();
    const { output } = await here.stack.succeed("refresh", "--preview-only", "--color", "never");
    for (const file of ["rotate.sh", "rotate.yml"]) {
      const [, pattern = expect.fail()] = /grep -Eq '(.+)'/.exec(readFileSync(join(pipelines, file), "utf8")) ?? [];
      const grep = spawnSync("grep", ["-E", pattern], { input: output, encoding: "utf8" });
      expect(grep.stdout, output).to.match(/^ *- .*InsightGroup team/);
      expect(grep.stdout.trim().split("\n")).to.have.lengthOf(1);
    }
  });

  it("shows its known outputs and only what changes in previews, without a call", async () => {
    const outputs = "exports.name = team.name; exports.createdAt = team.createdAt;";
    const program = (args: object): string => `const team = ${group(args)}; ${outputs}`;
    await here.stack.program(program({}));
    const { output } = await here.stack.succeed("preview", "--diff");
    expect(output).to.match(/createdAt: \[unknown\]\s+name {5}: "Team"/);
    await here.stack.succeed("up");
    here.calls();
    await here.stack.program(program({ name: "The team", applicationKeys: ["web"] }));
    const update = (await here.stack.succeed("preview", "--diff")).output;
    expect(update)
      .to.match(/\+ applicationKeys: \[\s+\+ +\[0\]: "web"/)
      .and.to.contain('~ name           : "Team" => "The team"')
      .and.not.to.contain("[unknown]");
    await here.stack.program(program({ key: "squad" }));
    const replacement = (await here.stack.succeed("preview", "--diff")).output;
    expect(replacement).to.contain('~ key: "team" => "squad"').and.to.contain("1 to replace");
    expect(here.calls()).to.deep.equal([]);
  });

  it("is refused in preview with every problem at once, by property, with the closest name", async () => {
    await here.stack.program(
      'new InsightGroup("team", { name: "", key: "a b", projectkey: "shop", environmentKey: "?" });',
    );
    const { output } = await here.stack.fail("preview");
    for (const [property, reason] of [
      ["name", "must not be empty"],
      ["key", "must not contain white space"],
      ["projectkey", 'did you mean "projectKey"?'],
      ["projectKey", "is missing"],
      ["environmentKey", "must begin with a letter or a digit"],
    ] as const) {
      expect(output).to.match(new RegExp(`has a problem: ${property} .*${reason.replace("?", "[?]")}`));
    }
    expect(here.calls()).to.deep.equal([]);
  });

  it("is refused without showing the values, which may be secrets", async () => {
    await here.stack.program(
      `new InsightGroup("team", { ...${JSON.stringify(base)}, key: pulumi.secret("canary key"),
        applicationKeys: pulumi.secret(["canary app"]), accessToken: pulumi.secret("canary-token") });`,
    );
    const { output } = await here.stack.fail("preview");
    expect(output).to.contain("accessToken is not an argument").and.not.to.contain("canary");
  });

  it("accepts values that are known late, also as elements of a list", async () => {
    const late = `new InsightGroup("late", { ...${JSON.stringify(base)}, key: first.createdAt.apply((at) => "late-" + at),
      applicationKeys: [first.name, "api"] });`;
    await here.stack.program(`const first = ${group()} ${late}`);
    await here.stack.succeed("preview");
    await here.stack.succeed("up");
    const createdAt = here.emulator.groups.get("team")?.createdAt;
    expect(here.emulator.groups.get(`late-${String(createdAt)}`)).to.deep.include({ applicationKeys: ["Team", "api"] });
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 3 });
  });

  it("keeps values from a secret secret in state, and sends them", async () => {
    const program = `new InsightGroup("team", { ...${JSON.stringify(base)}, name: pulumi.secret("Canary"),
      applicationKeys: [pulumi.secret("canary-web"), "api"] });`;
    await up(program);
    expect(here.emulator.groups.get("team")).to.deep.include({
      name: "Canary",
      applicationKeys: ["api", "canary-web"],
    });
    await here.stack.succeed("refresh");
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    expect(await here.stack.checkpoint()).not.to.match(/canary/i);
  });

  it("is replaced as the message says if LaunchDarkly does not apply a change", async () => {
    await up(group());
    const { team } = await here.stack.groups();
    here.emulator.behaviour.ignorePatch = ["/name"];
    await here.stack.program(group({ name: "Ours" }));
    expect((await here.stack.fail("up")).output).to.contain(
      "--target-replace <urn>` and its option `deleteBeforeReplace`",
    );
    const replace = ["--target-replace", team?.urn ?? ""];
    expect((await here.stack.fail("up", ...replace)).output).to.contain("set its option `deleteBeforeReplace`");
    await here.stack.program(group({ name: "Ours" }, "team", "{ deleteBeforeReplace: true }"));
    await here.stack.succeed("up", ...replace);
    here.emulator.behaviour.ignorePatch = undefined;
    expect(here.emulator.groups.get("team")).to.deep.include({ name: "Ours" });
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
  });

  describe("that was created elsewhere", () => {
    beforeEach(() => {
      for (const key of ["team", "squad"])
        here.emulator.groups.set(key, { ...base, key, createdAt: 1_700_000_000_000 });
    });
    const type = "launchdarkly-insights:index:InsightGroup";

    it("is imported by pulumi import without a write, and is then protected and unchanged", async () => {
      await here.stack.program("");
      const { code, output } = await here.stack.run(["import", type, "team", "team", "--yes", "--generate-code=false"]);
      expect(code, output).to.equal(0);
      expect(here.calls()).to.deep.equal(["GET team 200", "GET team 200"]); // the engine's preview and the import
      await here.stack.program(group({}, "team", "{ protect: true }"));
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    });

    it("is imported with other groups by pulumi import --file", async () => {
      const resources = ["team", "squad"].map((key) => ({ type, name: key, id: key }));
      await writeFile(join(here.stack.folder, "import.json"), JSON.stringify({ resources }));
      await here.stack.program("");
      const args = ["import", "--file", "import.json", "--yes", "--generate-code=false", "--protect=false"];
      const { code, output } = await here.stack.run(args);
      expect(code, output).to.equal(0);
      await here.stack.program(group() + group({ key: "squad" }, "squad"));
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 3 });
    });

    it("cannot be imported under a key that LaunchDarkly does not know", async () => {
      const { code, output } = await here.stack.run(["import", type, "none", "none", "--yes", "--generate-code=false"]);
      expect(code).not.to.equal(0);
      expect(output).to.contain(
        'Cannot import insight group "none": it does not exist in the account of the access token.',
      );
    });

    it("is neither imported nor put in the place of a group in the stack if the reply to a GET is another group", async () => {
      await up(group({ key: "ours" }, "ours"));
      const { ours } = await here.stack.groups();
      for (const key of ["ours", "other"])
        here.emulator.groups.set(key, { ...base, key: "squad", createdAt: 1_700_000_000_000 });
      expect((await here.stack.fail("refresh")).output).to.contain('has key "squad", not "ours"');
      const { code, output } = await here.stack.run(["import", type, "other", "other", "--yes"]);
      expect(code).not.to.equal(0);
      expect(output).to.contain(
        'Cannot import insight group "other": the group in LaunchDarkly has key "squad", not "other"',
      );
      const { ours: kept, ...others } = await here.stack.groups();
      expect([kept?.id, kept?.outputs, others]).to.deep.equal(["ours", ours?.outputs, {}]);
    });

    it("is imported by the option import without a write, and then updated if it differs from its declaration", async () => {
      expect(await up(group({}, "team", '{ import: "team" }'))).to.include({ imported: 1 });
      expect(here.calls()).to.deep.equal(["GET team 200"]);
      expect(await up(group({ key: "squad", name: "Ours" }, "squad", '{ import: "squad" }'))).to.include({
        updated: 1,
      });
      expect(here.calls()).to.include.members(["GET squad 200", "PATCH squad 200"]);
    });

    it("is read by get, which fails if it does not exist, and is not deleted by destroy", async () => {
      await here.stack.program('InsightGroup.get("none", "none");');
      expect((await here.stack.fail("up")).output).to.contain('Cannot read insight group "none": it does not exist');
      await up('exports.name = InsightGroup.get("team", "team").name;');
      await here.stack.succeed("refresh", "--expect-no-changes");
      await here.stack.succeed("destroy");
      expect(here.emulator.groups.size).to.equal(2);
    });

    it("is read by the functions, whose errors are those of the dynamic provider", async () => {
      const invoke = (name: string, args: object): string =>
        `pulumi.runtime.invoke("launchdarkly-insights:index:${name}", ${JSON.stringify(args)})`;
      await up(`module.exports = async () => ({
        group: await ${invoke("getInsightGroup", { key: "team" })},
        keys: (await ${invoke("getInsightGroups", {})}).insightGroups.map(({ key }) => key),
        overall: (await ${invoke("getInsightScores", place)}).scores.overall.indicator,
      });`);
      const { output } = await here.stack.run(["stack", "output", "--json"]);
      const expected = { ...base, createdAt: 1_700_000_000_000 };
      expect(JSON.parse(output))
        .to.deep.include({ group: expected, keys: ["squad", "team"] })
        .and.have.property("overall");
      await here.stack.program(`module.exports = async () => ${invoke("getInsightGroup", { kee: "team" })};`);
      expect((await here.stack.fail("preview")).output).to.contain("kee is not an argument of getInsightGroup");
      await here.stack.program(`module.exports = async () => ${invoke("getInsightGroupz", {})};`);
      expect((await here.stack.fail("preview")).output).to.contain(
        'did you mean "launchdarkly-insights:index:getInsightGroup',
      );
    });
  });
});

describe("the other resource types and functions of the plugin, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({ repositories: [{ key: "acme/web", projectKeys: [] }] }, {}, "plugin");
  const event = (options: string): string =>
    `new DeploymentEvent("event", { ...${JSON.stringify(deployed)}, ${options} });
     new RepositoryProject("web", { repositoryKey: "acme/web", projectKey: "shop" });`;
  const up = async (program: string): Promise<Run> => {
    await here.stack.program(program);
    return here.stack.succeed("up");
  };

  it("record an event and associate a repository, keep secret metadata, and then change nothing", async () => {
    const metadata = (order: readonly string[]): string =>
      `eventMetadata: { ${order.map((name) => `${name}: pulumi.secret("canary-${name}")`).join(", ")} }`;
    await up(event(metadata(["a", "b"])));
    expect([...here.emulator.deploymentEvents.values()][0]).to.deep.include({
      eventMetadata: { a: "canary-a", b: "canary-b" },
    });
    expect(here.emulator.repositories.get("acme/web")?.projectKeys).to.deep.equal(["shop"]);
    here.calls();
    expect((await up(event(metadata(["b", "a"])))).changes).to.deep.equal({ unchanged: 3 });
    expect(here.calls()).to.deep.equal([]);
    await here.stack.succeed("refresh", "--expect-no-changes");
    expect(await here.stack.checkpoint()).not.to.contain("canary");
  });

  it("import an association by its id, but no event, because it has none", async () => {
    const type = (name: string): string => `launchdarkly-insights:index:${name}`;
    const run = (name: string, id: string) =>
      here.stack.run(["import", type(name), "imported", id, "--yes", "--generate-code=false", "--protect=false"]);
    expect((await run("DeploymentEvent", "web")).output).to.contain("LaunchDarkly returns no single event");
    here.emulator.repositories.set("acme/web", { key: "acme/web", projectKeys: ["shop", "games"] });
    expect((await run("RepositoryProject", "acme/web:none")).output).to.contain("it does not exist");
    const { code, output } = await run("RepositoryProject", "acme/web:games");
    expect(code, output).to.equal(0);
  });

  it("record a new event if an argument changes, and report it", async () => {
    const { output, changes } = await up(event('eventType: "failed"'));
    expect(changes).to.include({ replaced: 1 });
    expect(output).to.contain("stays in LaunchDarkly");
    expect(here.emulator.deploymentEvents.size).to.equal(2);
    const { deployments } = await outputsOf(`
      const deployments = await pulumi.runtime.invoke("launchdarkly-insights:index:getDeployments", ${JSON.stringify(place)});
      return { deployments: deployments.deployments.length };`);
    expect(deployments).to.be.greaterThan(0);
    await here.stack.succeed("destroy");
    expect(here.emulator.repositories.get("acme/web")?.projectKeys).not.to.include("shop");
  });

  it("keep an association whose old name a failed run left in the stack", async () => {
    const associate = (name: string, repositoryKey = "acme/web"): string =>
      `new RepositoryProject("${name}", { repositoryKey: "${repositoryKey}", projectKey: "shop" });`;
    await up(associate("old"));
    await here.stack.program(associate("new") + associate("unknown", "acme/unknown"));
    await here.stack.fail("up");
    here.calls();
    expect((await up(associate("new"))).output).to.contain(
      "is not deleted: it is part of the stack under another name",
    );
    expect(here.calls().filter((call) => !call.startsWith("GET"))).to.deep.equal([]);
    expect(here.emulator.repositories.get("acme/web")?.projectKeys).to.deep.equal(["shop"]);
    await here.stack.succeed("destroy");
  });

  const outputsOf = async (body: string): Promise<Readonly<Record<string, unknown>>> => {
    await up(`module.exports = async () => { ${body} };`);
    const { output } = await here.stack.run(["stack", "output", "--json"]);
    return JSON.parse(output) as Readonly<Record<string, unknown>>;
  };
});

describe("the configuration of the plugin, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({}, { LAUNCHDARKLY_ACCESS_TOKEN: "" }, "plugin");
  const set = async (name: string, value: string, ...flags: readonly string[]): Promise<void> => {
    const { code, output } = await here.stack.run(["config", "set", `launchdarkly-insights:${name}`, value, ...flags]);
    expect(code, output).to.equal(0);
  };
  before(() => here.stack.program(group()));

  it("needs a token once a call is made: the message names the setting of the plugin", async () => {
    await here.stack.succeed("preview");
    expect((await here.stack.fail("up")).output).to.contain("config set --secret launchdarkly-insights:accessToken");
  });

  it("can come from stack config: the token is encrypted in state even if it is not encrypted in stack config", async () => {
    await set("accessToken", accessToken, "--plaintext");
    await here.stack.succeed("up");
    expect(await here.stack.checkpoint()).not.to.contain(accessToken);
    await here.stack.succeed("refresh");
  });

  it("with an invalid token does not cause a deletion: the message says how to refresh with a new token", async () => {
    here.emulator.setToken("api-another");
    const { output } = await here.stack.fail("refresh");
    here.emulator.setToken(accessToken);
    for (const fact of ['Cannot read insight group "team"', "launchdarkly-insights:accessToken", "--run-program"]) {
      expect(output).to.contain(fact);
    }
    expect(output).not.to.match(/\n\s+at /);
    expect(output).not.to.contain(accessToken);
  });

  it("is refused with every problem at once, and with the closest name", async () => {
    await set("deadline", "soon");
    await set("maxConcurency", "4");
    const { output } = await here.stack.fail("preview");
    expect(output)
      .to.contain("launchdarkly-insights:deadline (or LAUNCHDARKLY_DEADLINE) must be a number of seconds")
      .and.to.contain(
        'launchdarkly-insights:maxConcurency is not an argument of Provider: did you mean "maxConcurrency"?',
      );
    await here.stack.run(["config", "rm", "launchdarkly-insights:deadline"]);
    await here.stack.run(["config", "rm", "launchdarkly-insights:maxConcurency"]);
  });

  it("can belong to an explicit provider, whose new token is an update", async () => {
    const explicit = (args: object): string =>
      `const provider = new Provider("other", ${JSON.stringify({ apiHost: here.emulator.url, ...args })});
       ${group({ key: "squad" }, "squad", "{ provider }")}`;
    await here.stack.program(explicit({ accessToken }));
    await here.stack.succeed("up");
    here.emulator.setToken("api-rotated");
    await here.stack.program(explicit({ accessToken: "api-rotated", deadline: 30, debug: true }));
    expect((await here.stack.succeed("up")).changes).to.include({ updated: 1 });
    await here.stack.succeed("destroy");
    expect(await here.stack.checkpoint()).not.to.contain("api-rotated");
  });
});
