import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { inspect, type Engine } from "./installation.js";
import { withSpinner } from "./progress.js";
import { run } from "./run.js";

const require = createRequire(__filename);

/** The version of the CLI, from the npm package `pulumi` in package.json. */
export const { version } = require("pulumi/package.json") as { readonly version: string };

/** Returns the folder in which that package and Pulumi's Automation API keep this version. An empty PULUMI_HOME counts as unset. */
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
    // Enough for 150 MB on a slow line, and an end for a server that never replies.
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
      await withSpinner(`building ${tool.name} ${tool.version}`, () =>
        goBuild(tool, join(work, tool.name), bin, signal),
      );
    }
    return join(work, "made");
  }, signal);

/** Newer Node language hosts are not published as modules; this one runs current programs. */
const goTools = [
  { name: "pulumi-language-nodejs", module: "sdk/v3/nodejs/cmd/pulumi-language-nodejs", version: "3.68.0" },
  { name: "pulumi", module: "pkg/v3/cmd/pulumi", version },
] as const;

/** The engine starts this script, which Pulumi ships beside the CLI, for every dynamic provider. */
const dynamicProvider = `#!/bin/sh
entry=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$entry" "$@"
`;

/** Builds in a new module, because `go install package@version` refuses modules with replace directives. */
const goBuild = async (
  tool: (typeof goTools)[number],
  cwd: string,
  bin: string,
  signal: AbortSignal,
): Promise<void> => {
  const path = `github.com/pulumi/pulumi/${tool.module}`;
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${tool.version}`;
  // The user's shell may be set up for another target or workspace.
  const env = { ...process.env, GOWORK: "off", GO111MODULE: "on", GOOS: "", GOARCH: "", GOBIN: "" };
  const go = (...args: readonly string[]): Promise<string> => run("go", args, { cwd, env, cancelSignal: signal });
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, "go.mod"), "module engine\n");
  await go("get", `${path}@v${tool.version}`);
  await go("build", "-trimpath", "-ldflags", flags, "-o", join(bin, tool.name), path);
};

/** Renames the folder that `make` returns: an interrupted installation never looks finished, and two at once do not mix. */
const install = async (make: (work: string) => Promise<string>, signal: AbortSignal): Promise<Engine> => {
  const target = installDir();
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), `.${version}-`));
  try {
    const made = await make(work);
    const found = await inspect(join(made, "bin"), [], signal);
    if (found === undefined || "unusable" in found) throw new Error(found?.unusable ?? "no Pulumi CLI came of it");
    await rename(made, target).catch(async () => {
      if ((await installed(signal)) !== undefined) return;
      await rename(target, join(work, "broken"));
      await rename(made, target);
    });
    return { bin: join(target, "bin"), version: found.version };
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
};
