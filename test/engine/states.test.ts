import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { programOf } from "./states/groups.js";
import { makeEngineTestbed } from "../support/world.js";

const folder = join(__dirname, "states");

describe("state from a released version", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();

  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const version = file.replace(".json", "");
    it(`previews without a change, refreshes and is destroyed (${version})`, async () => {
      await here.stack.program(programOf(version));
      here.emulator.repositories.set("acme/web", { key: "acme/web", projectKeys: ["shop"] });
      const imported = await here.stack.run(["stack", "import", "--file", join(folder, file)]);
      expect(imported.code, imported.output).to.equal(0);
      const { changes } = await here.stack.succeed("preview", "--expect-no-changes");
      expect(changes).to.deep.equal({ unchanged: version === "0.1.0" ? 4 : 6 });
      for (const { id = "", outputs } of Object.values(await here.stack.groups())) {
        const { __provider, ...group } = outputs;
        expect(__provider).to.be.a("string");
        // State contains everything there is to know about the group.
        here.emulator.groups.set(id, group as never);
      }
      await here.stack.succeed("refresh", "--expect-no-changes");
      await here.stack.succeed("destroy");
      expect(here.emulator.groups.size).to.equal(0);
      await here.stack.reset();
    });
  }
});
