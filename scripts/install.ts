import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { inspect, type Engine } from "./installation.js";
import { withSpinner } from "./progress.js";
import { run } from "./run.js";

const require = createRequire(__filename);

/** The version that the npm package `pulumi` in package.json stands for. */
export const { version } = require("pulumi/package.json") as { readonly version: string };

/** Where that package, and Pulumi's Automation API, keep the CLI of a version. For them, too, an empty PULUMI_HOME is none. */
export const installDir = (): string => {
  const home = process.env["PULUMI_HOME"] ?? "";
  return join(home === "" ? join(homedir(), ".pulumi") : home, "versions", version);
};

export const installed = async (signal: AbortSignal): Promise<Engine | undefined> => {
  const found = await inspect(join(installDir(), "bin"), [], signal);
  return found !== undefined && "version" in found ? found : undefined;
};

/**
 * Downloads the CLI. The npm package does what the Automation API's installer does, but in a process that can be stopped.
 * It has its own home, because it takes any file named `pulumi` for a finished installation.
 */
export const download = (signal: AbortSignal): Promise<Engine> =>
  install(async (home) => {
    const env = { ...process.env, PULUMI_HOME: home, PULUMI_VERSION: version, NODE_USE_ENV_PROXY: "1" };
    // About 150 MB, also over a slow line; a server that never answers must not hold up a pipeline for long.
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

/** The newer Node language hosts are not published as modules that can be fetched; this one runs current programs. */
const goTools = [
  { name: "pulumi-language-nodejs", module: "sdk/v3/nodejs/cmd/pulumi-language-nodejs", version: "3.68.0" },
  { name: "pulumi", module: "pkg/v3/cmd/pulumi", version },
] as const;

/** Pulumi's own distribution has it beside the CLI: the engine starts it for every dynamic provider. */
const dynamicProvider = `#!/bin/sh
entry=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$entry" "$@"
`;

/** In its own module: `go install package@version` refuses modules that have replace directives. */
const goBuild = async (
  tool: (typeof goTools)[number],
  cwd: string,
  bin: string,
  signal: AbortSignal,
): Promise<void> => {
  const path = `github.com/pulumi/pulumi/${tool.module}`;
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${tool.version}`;
  // For this machine and from this module, whatever the user's shell is set up for.
  const env = { ...process.env, GOWORK: "off", GO111MODULE: "on", GOOS: "", GOARCH: "", GOBIN: "" };
  const go = (...args: readonly string[]): Promise<string> => run("go", args, { cwd, env, cancelSignal: signal });
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, "go.mod"), "module engine\n");
  await go("get", `${path}@v${tool.version}`);
  await go("build", "-trimpath", "-ldflags", flags, "-o", join(bin, tool.name), path);
};

/**
 * Moves an installation (a folder that `make` fills and returns) into place by a rename: an interrupted one never looks
 * finished, and two that run at the same time both end with a complete one.
 */
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
