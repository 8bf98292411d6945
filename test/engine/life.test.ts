import { expect } from "chai";
import { base, group } from "../support/declaredGroup.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const constant = 'exports.handler=()=>require("pulumi-launchdarkly-insights/provider").insightGroup';

describe("the lifecycle of a group, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  const up = async (program: string): Promise<Readonly<Record<string, number>>> => {
    await here.stack.program(program);
    return (await here.stack.succeed("up")).changes;
  };

  it("begins with one POST", async () => {
    expect(await up(group({ applicationKeys: ["web", "api", "web"] }))).to.include({ created: 2 });
    expect(here.calls()).to.deep.equal(["POST team 201"]);
    expect(here.emulator.groups.get("team"))
      .to.include(base)
      .and.to.deep.include({ applicationKeys: ["api", "web"] });
  });

  it("leaves only the arguments, createdAt and one constant in state", async () => {
    const { team } = await here.stack.groups();
    const inputs = { ...base, applicationKeys: ["api", "web"], __provider: constant };
    expect(team?.id).to.equal("team");
    expect(team?.inputs).to.deep.equal(inputs);
    expect(team?.outputs).to.deep.equal({ ...inputs, createdAt: here.emulator.groups.get("team")?.createdAt });
    expect(JSON.stringify([team?.inputs, team?.outputs]).length).to.be.at.most(600);
    expect(await here.stack.checkpoint()).not.to.contain(accessToken);
  });

  for (const [what, args] of [
    ["the same program", { applicationKeys: ["web", "api", "web"] }],
    ["another order", { applicationKeys: ["api", "web"] }],
  ] as const) {
    it(`takes no call and changes nothing with ${what}`, async () => {
      expect(await up(group(args))).to.deep.equal({ unchanged: 2 });
      expect(here.calls()).to.deep.equal([]);
    });
  }

  it("renames the group with one PATCH, and a preview shows only the name", async () => {
    await here.stack.program(group({ name: "The team", applicationKeys: ["api", "web"] }));
    const { output } = await here.stack.succeed("preview", "--diff");
    expect(output)
      .to.match(/~ name: "Team" => "The team"/)
      .and.not.to.match(/~ (applicationKeys|key|projectKey)/);
    expect(await up(group({ name: "The team", applicationKeys: ["api", "web"] }))).to.include({ updated: 1 });
    expect(here.calls()).to.deep.equal(["PATCH team 200"]);
    expect(here.emulator.calls.at(-1)?.body).to.deep.equal([{ op: "replace", path: "/name", value: "The team" }]);
  });

  for (const [what, applicationKeys, patch] of [
    ["fewer applications", ["web"], [{ op: "add", path: "/applicationKeys", value: ["web"] }]],
    ["none given, which is all", undefined, [{ op: "remove", path: "/applicationKeys" }]],
    ["null, which is all", null, undefined],
    ["an empty list, which is all", [], undefined],
    ["some again", ["tv"], [{ op: "add", path: "/applicationKeys", value: ["tv"] }]],
  ] as const) {
    it(`follows applicationKeys: ${what}`, async () => {
      await up(group({ name: "The team", applicationKeys }));
      expect(here.calls()).to.deep.equal(patch === undefined ? [] : ["PATCH team 200"]);
      if (patch !== undefined) expect(here.emulator.calls.at(-1)?.body).to.deep.equal(patch);
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    });
  }

  for (const [property, args, deleted, created] of [
    ["projectKey", { projectKey: "games" }, "team", "team"],
    ["environmentKey", { projectKey: "games", environmentKey: "test" }, "team", "team"],
    ["key", { projectKey: "games", environmentKey: "test", key: "squad" }, "team", "squad"],
  ] as const) {
    it(`replaces the group if ${property} changes: deletes it first, then creates it`, async () => {
      expect(await up(group(args))).to.include({ replaced: 1 });
      expect(here.calls()).to.deep.equal([`DELETE ${deleted} 204`, `POST ${created} 201`]);
      expect([...here.emulator.groups.keys()]).to.deep.equal([created]);
    });
  }

  it("ends with one DELETE", async () => {
    await here.stack.succeed("destroy");
    expect(here.calls()).to.deep.equal(["DELETE squad 204"]);
    expect(here.emulator.groups.size).to.equal(0);
  });
});
