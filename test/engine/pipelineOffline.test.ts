import { readdirSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { machineEnvironment } from "./pipelineRepository.js";
import { bash } from "./pipelineShell.js";

const examples = resolve(__dirname, "../../examples");

describe("the example of an offline test, in the real engine", function () {
  this.timeout(180_000);
  let home!: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), "insights-offline-"));
  });
  after(() => rm(home, { recursive: true, force: true }));

  it("runs by the command that it names, passes, and leaves nothing behind", async () => {
    const env = await machineEnvironment(home);
    const repository = resolve(examples, "..");
    // In a clone npm leaves our command out, which is not built yet when it installs.
    await symlink(join(repository, "dist/cli/index.js"), join(home, "pulumi-launchdarkly-insights"));
    const before = readdirSync(examples);
    const { code, output } = await bash("mocha --no-config insightGroups.test.ts", examples, {
      ...env,
      PATH: [env["PATH"], home, join(repository, "node_modules/.bin")].join(delimiter),
    });
    expect(code, output).to.equal(0);
    expect(output).to.match(/^ +4 passing/m);
    expect(readdirSync(examples)).to.deep.equal(before);
  });
});
