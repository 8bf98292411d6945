import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { moveResources, type StoredResource } from "../../cli/moveStack.js";
import { command, ended, type Ended } from "../support/command.js";

const urn = (types: string, name: string): string => `urn:pulumi:test::life::${types}::${name}`;
const group = "pulumi-nodejs:dynamic/launchdarkly:InsightGroup";
const native = "launchdarkly-insights:index:InsightGroup";
const other = "pulumi-nodejs:dynamic:Resource";
const provider: StoredResource = {
  urn: urn("pulumi:providers:pulumi-nodejs", "default"),
  type: "pulumi:providers:pulumi-nodejs",
  id: "1",
  inputs: { "launchdarkly:apiHost": "http://localhost", "aws:region": "eu" },
};
const team: StoredResource = {
  urn: urn(`test:index:Team$${group}`, "team::a"),
  type: group,
  id: "team",
  inputs: { name: urn(group, "no URN"), __provider: "exports.handler=…", __import: "team" },
  provider: `${provider.urn}::1`,
  protect: true,
};
const child: StoredResource = {
  urn: urn(`test:index:Team$${group}$${other}`, "child"),
  type: other,
  id: "child",
  outputs: {
    text: team.urn,
    team: {
      "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
      urn: team.urn,
      id: "team",
    },
  },
  parent: team.urn,
  dependencies: [team.urn],
  propertyDependencies: { name: [team.urn] },
  provider: `${provider.urn}::1`,
};

describe("a moved stack", () => {
  it("has the types of the plugin in every URN, and otherwise the same properties", () => {
    const [, , moved, movedChild] = moveResources([provider, team, child], "native");
    const teamUrn = urn(`test:index:Team$${native}`, "team::a");
    expect(moved).to.include({ urn: teamUrn, type: native, id: "team", protect: true });
    expect(moved?.inputs).to.deep.equal({ name: urn(group, "no URN") });
    expect(movedChild).to.deep.include({
      urn: urn(`test:index:Team$${native}$${other}`, "child"),
      parent: teamUrn,
      dependencies: [teamUrn],
      propertyDependencies: { name: [teamUrn] },
      provider: `${provider.urn}::1`,
    });
    expect(movedChild?.outputs).to.deep.equal({
      text: team.urn,
      team: { ...(child.outputs?.["team"] as object), urn: teamUrn },
    });
  });

  it("keeps the dynamic provider while another resource uses it, and adds the plugin's provider with only its own settings", () => {
    const [kept, added, moved] = moveResources([provider, team, child], "native");
    expect(kept).to.deep.equal(provider);
    expect(added?.urn).to.match(/::pulumi:providers:launchdarkly-insights::default_\d+_\d+_\d+$/);
    expect(added?.inputs).to.have.keys("apiHost", "version");
    expect(moved?.provider).to.equal(`${String(added?.urn)}::${String(added?.id)}`);
    expect(moveResources([provider, team], "native").map(({ type }) => type)).to.deep.equal([added?.type, native]);
  });
});

describe("a moved provider", () => {
  const shared = (each: StoredResource): StoredResource => ({ ...each, parent: team.urn, dependencies: [team.urn] });
  const explicit: StoredResource = {
    ...shared(provider),
    urn: urn(`test:index:Team$${group}$${provider.type}`, "eu::1"),
    id: "2",
  };
  const user: StoredResource = {
    ...team,
    urn: urn(group, "user"),
    provider: `${explicit.urn}::2`,
    dependencies: [explicit.urn],
  };

  it("keeps its name, and the types of the components and groups it belongs to", () => {
    const moved = moveResources([provider, team, explicit, user], "native");
    const [, movedTeam, found, its] = moved;
    const teamUrn = movedTeam?.urn ?? "";
    const type = "pulumi:providers:launchdarkly-insights";
    expect(found).to.deep.include({
      urn: urn(`test:index:Team$${native}$${type}`, "eu::1"),
      parent: teamUrn,
      dependencies: [teamUrn],
    });
    expect(its).to.deep.include({
      provider: `${String(found?.urn)}::${String(found?.id)}`,
      dependencies: [found?.urn],
    });
    const back = moveResources(moved, "dynamic");
    expect(back.map((each) => each.urn)).to.deep.equal([provider, team, explicit, user].map((each) => each.urn));
  });

  it("is the one that a part of the stack has already, which stands before its users and occurs once", () => {
    const before = [provider, team, child];
    const once = moveResources(before, "native");
    const existing = once.find(({ type }) => type === "pulumi:providers:launchdarkly-insights");
    const back = moveResources(once, "dynamic");
    expect(back.map(({ urn: each, id, provider: its }) => [each, id, its])).to.deep.equal(
      before.map(({ urn: each, id, provider: its }) => [each, id, its]),
    );
    const another = { ...team, urn: urn(group, "another"), id: "another" };
    const partly = moveResources([provider, another, ...once.slice(1)], "native");
    expect(partly.map(({ id }) => id)).to.deep.equal(["1", existing?.id, "another", "team", "child"]);
    expect(partly[2]?.provider).to.equal(`${String(existing?.urn)}::${String(existing?.id)}`);
  });

  it("is another one for resources that only wait for their deletion", () => {
    const deleted = { ...team, delete: true, provider: `${provider.urn}::0` };
    const moved = moveResources([{ ...provider, id: "0", delete: true }, provider, deleted, team], "native");
    expect(moved.map((each) => each["delete"] === true)).to.deep.equal([true, false, true, false]);
    expect(new Set(moved.map((each) => each.provider ?? each.id)).size).to.equal(4);
  });
});

describe("the move command", () => {
  let folder = "";
  before(async () => (folder = await mkdtemp(join(tmpdir(), "insights-move-"))));
  after(() => rm(folder, { recursive: true }));

  const move = async (deployment: object, ...args: readonly string[]): Promise<Ended> => {
    await writeFile(join(folder, "before.json"), JSON.stringify({ version: 3, deployment }));
    const files = ["--existing", join(folder, "before.json"), "--out", join(folder, "after.json")];
    return ended(command("move", ...files, ...args));
  };

  for (const [problem, deployment, args, code, reason] of [
    ["an unknown target", {}, ["--to", "terraform"], 2, '--to must be native or dynamic, not "terraform"'],
    ["a stack without groups", { resources: [] }, [], 1, "has no resources to move to the native types"],
    ["something else", { resources: [1] }, [], 1, "is not what `pulumi stack export` writes"],
    [
      "an interrupted operation",
      { resources: [provider, team], pending_operations: [{}] },
      [],
      1,
      "Run `pulumi refresh`, then export the stack again",
    ],
  ] as const) {
    it(`refuses ${problem} and writes nothing`, async () => {
      const result = await move(deployment, ...args);
      expect(result).to.include({ code, stdout: "" });
      expect(result.stderr)
        .to.match(/^pulumi-launchdarkly-insights: [^\n]+\n$/)
        .and.to.include(reason);
      expect(await readFile(join(folder, "after.json")).catch(() => "nothing")).to.equal("nothing");
    });
  }

  it("writes a file that can be moved back, and does not overwrite it", async () => {
    const deployment = { resources: [provider, team], manifest: { magic: "x" } };
    expect(await move(deployment)).to.deep.equal({ code: 0, stdout: "", stderr: "1 resource moved\n" });
    const after = JSON.parse(await readFile(join(folder, "after.json"), "utf8")) as { deployment: typeof deployment };
    expect(after).to.include({ version: 3 });
    expect(after.deployment.manifest).to.deep.equal(deployment.manifest);
    const [, back] = moveResources(after.deployment.resources, "dynamic");
    expect(back).to.include({ urn: team.urn, type: team.type });
    expect((await move(deployment)).stderr).to.include("already exists and is not overwritten");
  });
});
