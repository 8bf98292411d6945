/** Packs the native plugin for `pulumi plugin install --file`: one bundled file, which needs only Node. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { version } from "../provider/lib/version.js";
import { main } from "./runScript.js";
import { run } from "./runCommand.js";

const root = resolve(__dirname, "..");
const executable = "pulumi-resource-launchdarkly-insights";

/** Platforms as Pulumi names them. The bundle is the same on all; Windows needs a command that starts Node. */
const platforms = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64"];

/** Packs `dist/plugin.js`, and returns the paths of the tarballs. */
export const packPlugin = async (out: string, signal: AbortSignal): Promise<readonly string[]> => {
  const work = await mkdtemp(join(tmpdir(), "insights-plugin-"));
  try {
    await mkdir(out, { recursive: true });
    const packed: string[] = [];
    for (const platform of platforms) {
      const folder = join(work, platform);
      await mkdir(folder);
      await copyFile(join(root, "LICENSE"), join(folder, "LICENSE"));
      await copyFile(join(root, "dist/plugin.js"), join(folder, executable));
      if (platform.startsWith("windows")) {
        await writeFile(join(folder, `${executable}.cmd`), `@node "%~dp0${executable}" %*\r\n`);
      }
      const tarball = join(out, `resource-launchdarkly-insights-v${version}-${platform}.tar.gz`);
      await run("tar", ["-czf", tarball, "-C", folder, "."], { cancelSignal: signal });
      packed.push(tarball);
    }
    return packed;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

const help = `Usage: npm run plugin:pack [-- --out <folder>]

Builds the native plugin and packs it for every platform as resource-launchdarkly-insights-v${version}-<os>-<arch>.tar.gz. Install one
with: pulumi plugin install resource launchdarkly-insights v${version} --file <tarball>

Options:
  --out       folder of the tarballs (default: packed)
  --help, -h  print this help

Exit codes: 0 packed; 1 failed; 2 invalid command line; 130 stopped by Ctrl-C.
`;

if (require.main === module) {
  main(help, { out: { type: "string" } }, async ({ out = "packed" }, signal) => {
    for (const tarball of await packPlugin(resolve(out), signal)) process.stdout.write(`${tarball}\n`);
  });
}
