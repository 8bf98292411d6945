import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { isOldNode } from "../../provider/runtime/nodeVersion.js";

const built = resolve(__dirname, "../../dist/cli/index.js");
const plugin = resolve(__dirname, "../../dist/plugin.js");

const versionOf = (node: string): string =>
  spawnSync(node, ["-p", "process.versions.node"], { encoding: "utf8" }).stdout.trim();

/** Returns the exit code and the output of a run of the command. */
const run = (node: string, ...args: readonly string[]): object => {
  const { status, stdout, stderr } = spawnSync(node, [...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};

const refusal = (version: string): object => ({
  status: 1,
  stdout: "",
  stderr: `pulumi-launchdarkly-insights needs Node 22.12 or newer; this is ${version}\n`,
});

describe("the command line and the plugin, on a Node", () => {
  for (const version of ["18.20.8", "22.11.0"]) {
    it(`reports Node ${version} as older than 22.12 in one line, whatever the command`, () => {
      const preload = `Object.defineProperty(process.versions, "node", { value: "${version}" });`;
      for (const command of ["import", "emulator", "--help"]) {
        const script = `${preload} process.argv.push("index.js", ${JSON.stringify(command)}); require(${JSON.stringify(built)});`;
        expect(run(process.execPath, "-e", script), command).to.deep.equal(refusal(version));
      }
      const script = `${preload} require(${JSON.stringify(plugin)});`;
      expect(run(process.execPath, "-e", script), "plugin").to.deep.equal(refusal(version));
    });
  }

  it("reports an installed Node that is older than 22.12 in one line", function () {
    const nodes = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
    const old = nodes.filter(existsSync).filter((node) => isOldNode(versionOf(node)));
    if (old.length === 0) return this.skip();
    for (const node of old) {
      for (const args of [[built, "import"], [plugin]])
        expect(run(node, ...args), node).to.deep.equal(refusal(versionOf(node)));
    }
  });
});
