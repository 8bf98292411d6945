import { expect } from "chai";
import { base, group } from "../support/declaredGroup.js";
import { adapters } from "../support/stack.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

for (const adapter of adapters) {
  describe(`drift, in the real engine with the ${adapter},`, function () {
    this.timeout(120_000);
    const here = makeEngineTestbed({}, {}, adapter);
    const handMade = (change: object): void => {
      const team = here.emulator.groups.get("team");
      if (team === undefined) throw new Error("there is no group to change");
      here.emulator.groups.set("team", { ...team, ...change });
    };
    const check = ["--preview-only", "--expect-no-changes"] as const;

    before(async () => {
      await here.stack.program(group());
      await here.stack.succeed("up");
      here.calls();
    });

    it("is not reported if nothing differs, at the cost of one GET", async () => {
      expect((await here.stack.succeed("refresh", ...check)).changes).to.deep.equal({ unchanged: 2 });
      expect(here.calls()).to.deep.equal(["GET team 200"]);
    });

    for (const [property, change, repaired] of [
      ["name", { name: "By hand" }, ["GET team 200", "PATCH team 200"]],
      ["applicationKeys", { applicationKeys: ["web"] }, ["GET team 200", "PATCH team 200"]],
      ["projectKey", { projectKey: "games" }, ["GET team 200", "DELETE team 204", "POST team 201"]],
      ["environmentKey", { environmentKey: "test" }, ["GET team 200", "DELETE team 204", "POST team 201"]],
    ] as const) {
      it(`of ${property} is reported by refresh with exit code 7, and repaired by one up --refresh`, async () => {
        handMade(change);
        const found = await here.stack.pulumi("refresh", ...check, "--diff");
        expect(found.code, found.output).to.equal(7);
        expect(found.output).to.match(new RegExp(`[~+] ${property} *:`));
        here.calls();

        await here.stack.succeed("up", "--refresh");
        expect(here.calls()).to.deep.equal(repaired);
        expect(here.emulator.groups.get("team")).to.include(base).and.not.to.have.property("applicationKeys");
        expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
      });
    }

    it("ignores the order of applications, null and unknown fields", async () => {
      for (const harmless of [{ applicationKeys: null }, { applicationKeys: [] }, { owner: "somebody", tags: ["x"] }]) {
        handMade(harmless);
        expect((await here.stack.succeed("refresh", ...check)).changes).to.deep.equal({ unchanged: 2 });
      }
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    });

    it("appears in the next preview as the property that differs once a refresh saved it in state", async () => {
      handMade({ name: "By hand" });
      await here.stack.succeed("refresh");
      expect((await here.stack.succeed("preview", "--diff")).output).to.contain('~ name: "By hand" => "Team"');
    });

    it("stays if ignoreChanges names the property", async () => {
      await here.stack.program(group({}, "team", '{ ignoreChanges: ["name"] }'));
      here.calls();
      expect((await here.stack.succeed("up", "--refresh")).changes).to.include({ unchanged: 2 });
      expect(here.calls()).to.deep.equal(["GET team 200"]);
      expect(here.emulator.groups.get("team")?.name).to.equal("By hand");
      await here.stack.program(group());
      await here.stack.succeed("up");
    });

    it("replaces the group if replaceOnChanges names the property", async () => {
      await here.stack.program(group({ name: "Anew" }, "team", '{ replaceOnChanges: ["name"] }'));
      here.calls();
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["DELETE team 204", "POST team 201"]);
      await here.stack.program(group());
      await here.stack.succeed("up");
    });

    it("is not reported for a bad token: refresh and destroy fail and lose nothing", async () => {
      const before = (await here.stack.groups())["team"];
      here.emulator.setToken("api-another");
      const refreshed = await here.stack.fail("refresh");
      expect(refreshed.output).to.contain('Cannot read insight group "team"').and.to.contain("--run-program");
      expect(refreshed.output).not.to.match(/\n\s+at /);
      expect(refreshed.output).not.to.contain(accessToken);
      await here.stack.fail("destroy");
      here.emulator.setToken(accessToken);
      expect((await here.stack.groups())["team"]).to.deep.include({ inputs: before?.inputs, outputs: before?.outputs });
      expect([...here.emulator.groups.keys()]).to.deep.equal(["team"]);
    });

    it("by a deletion outside of Pulumi is reported by refresh, and repaired by one up --refresh", async () => {
      here.emulator.groups.delete("team");
      expect((await here.stack.pulumi("refresh", ...check)).code).to.equal(7);
      here.calls();
      await here.stack.succeed("up", "--refresh");
      expect(here.calls()).to.deep.equal(["GET team 404", "GET  200", "POST team 201"]);
    });

    it("by a deletion outside of Pulumi makes an update fail with what to do, and lets a destroy succeed", async () => {
      here.emulator.groups.delete("team");
      await here.stack.program(group({ name: "Late" }));
      expect((await here.stack.fail("up")).output).to.contain("pulumi up --refresh");
      await here.stack.succeed("destroy");
    });
  });
}
