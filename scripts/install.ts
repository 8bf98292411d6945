import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { goBuild, nameOf } from "./goBuild.js";
import { inspect, type Engine } from "./findInstallation.js";
import { makeFolder } from "./makeFolder.js";
import { withSpinner } from "./progress.js";
import { run } from "./runCommand.js";

const require = createRequire(__filename);

/** The version of the CLI, from the npm package `pulumi` in package.json. */
export const { version } = require("pulumi/package.json") as { readonly version: string };

/**
 * Returns the folder in which that package and Pulumi's Automation API keep this version. Treats an empty PULUMI_HOME
 * as unset.
 */
export const installDir = (): string => {
  const home = process.env["PULUMI_HOME"] ?? "";
  return join(home === "" ? join(homedir(), ".pulumi") : home, "versions", version);
};

export const installed = async (signal: AbortSignal): Promise<Engine | undefined> => {
  const found = await inspect(join(installDir(), "bin"), [], signal);
  return found !== undefined && "version" in found ? found : undefined;
};

/**
 * Downloads the CLI with the npm package: unlike the Automation API's installer, it is a process that can be stopped. It gets a
 * separate home, because it treats any file named `pulumi` as a finished installation.
 */
export const download = (signal: AbortSignal): Promise<Engine> =>
  install(async (home) => {
    const env = { ...process.env, PULUMI_HOME: home, PULUMI_VERSION: version, NODE_USE_ENV_PROXY: "1" };
    // Long enough for 150 MB on a slow connection, but ends if a server never replies.
    const options = { env, timeout: 10 * 60_000, cancelSignal: signal };
    await run(process.execPath, [require.resolve("pulumi/run.js"), "version"], options);
    return join(home, "versions", version);
  }, signal);

/** Builds the CLI and its Node language host from published Go modules. */
export const build = (signal: AbortSignal): Promise<Engine> =>
  install(async (work) => {
    const bin = join(work, "made", "bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, "pulumi-resource-pulumi-nodejs"), dynamicProvider);
    await chmod(join(bin, "pulumi-resource-pulumi-nodejs"), 0o755);
    for (const tool of goTools) {
      const name = nameOf(tool);
      await withSpinner(`building ${name} ${tool.version}`, () => goBuild(tool, join(work, name), bin, signal));
    }
    return join(work, "made");
  }, signal);

/** Newer Node language hosts are not published as modules; this one runs current programs. */
const goTools = [
  { path: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs", version: "3.68.0" },
  { path: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", version },
];

/** The engine starts this script, which Pulumi ships beside the CLI, for every dynamic provider. */
const dynamicProvider = `#!/bin/sh
entry=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$entry" "$@"
`;

const install = async (make: (work: string) => Promise<string>, signal: AbortSignal): Promise<Engine> => {
  const isFinished = async (): Promise<boolean> => (await installed(signal)) !== undefined;
  await makeFolder(installDir(), isFinished, async (work) => {
    const made = await make(work);
    const found = await inspect(join(made, "bin"), [], signal);
    if (found === undefined || "unusable" in found)
      throw new Error(found?.unusable ?? "the installation produced no Pulumi CLI");
    return made;
  });
  return { bin: join(installDir(), "bin"), version };
};
