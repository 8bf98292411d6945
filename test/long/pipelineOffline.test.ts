import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { machineEnvironment } from "../support/pipelineRepository.js";
import { bash, type Ended } from "../support/pipelineShell.js";

const repository = resolve(__dirname, "../..");
const examples = join(repository, "examples");

describe("the example of an offline test, in the real engine,", function () {
  this.timeout(180_000);
  let home!: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), "insights-offline-"));
  });
  after(() => rm(home, { recursive: true, force: true }));

  const mocha = async (folder: string): Promise<Ended> => {
    const env = await machineEnvironment(home);
    return bash("mocha --no-config insightGroups.test.ts", folder, {
      ...env,
      PATH: [env["PATH"], join(repository, "node_modules/.bin")].join(delimiter),
    });
  };

  it("runs with the command that it names, passes, and leaves nothing behind", async () => {
    const before = readdirSync(examples);
    const { code, output } = await mocha(examples);
    expect(code, output).to.equal(0);
    expect(output).to.match(/^ +4 passing/m);
    expect(readdirSync(examples)).to.deep.equal(before);
  });

  it("passes if it is copied for a program with more groups than fit on a page of the list", async () => {
    const folder = join(home, "copy");
    await mkdir(folder);
    await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
    const [program, test] = ["insightGroups.ts", "insightGroups.test.ts"].map((name) =>
      readFileSync(join(examples, name), "utf8"),
    );
    const more = Array.from({ length: 21 }, (_, index) => `more-${String(index + 10)}`);
    const declared = more.map((key) => {
      const args = { name: key, key, projectKey: "shop", environmentKey: "test" };
      return `new InsightGroup("${key}", ${JSON.stringify(args)});`;
    });
    await writeFile(join(folder, "insightGroups.ts"), [program, ...declared].join("\n"));
    const copied = (test ?? "")
      .replace('"checkout", ', () => `"checkout", ${more.map((key) => `"${key}"`).join(", ")}, `)
      .replace(/same: (\d)/g, (_, same) => `same: ${String(Number(same) + more.length)}`);
    await writeFile(join(folder, "insightGroups.test.ts"), copied);
    const { code, output } = await mocha(folder);
    expect(code, output).to.equal(0);
    expect(output).to.match(/^ +4 passing/m);
  });
});
