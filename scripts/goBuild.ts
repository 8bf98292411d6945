import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "./runCommand.js";

/** A command or a module that is published for Go. A command's name is the last part of its path. */
export interface GoTool {
  readonly path: string;
  readonly version: string;
}

export const nameOf = ({ path }: GoTool): string => basename(path);

/**
 * Builds a tool into the folder `bin`, in a new module in `cwd`, because `go install package@version` refuses modules with replace
 * directives. Returns the folder of the module that holds the tool.
 */
export const goBuild = async (tool: GoTool, cwd: string, bin: string, signal: AbortSignal): Promise<string> => {
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${tool.version}`;
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, "go.mod"), "module engine\n");
  await go(cwd, signal, "get", `${tool.path}@v${tool.version}`);
  await go(cwd, signal, "build", "-trimpath", "-ldflags", flags, "-o", join(bin, nameOf(tool)), tool.path);
  return go(cwd, signal, "list", "-f", "{{.Module.Dir}}", tool.path);
};

/** Builds a program in one file, which imports packages of one published module. */
export const goBuildFile = async (
  file: string,
  module: GoTool,
  cwd: string,
  bin: string,
  signal: AbortSignal,
): Promise<void> => {
  await mkdir(cwd, { recursive: true });
  await copyFile(file, join(cwd, "main.go"));
  await writeFile(join(cwd, "go.mod"), `module engine\nrequire ${module.path} v${module.version}\n`);
  await go(cwd, signal, "get", ".");
  await go(cwd, signal, "build", "-trimpath", "-ldflags", "-s -w", "-o", bin, ".");
};

/** Runs Go for this machine: the user's shell may be set up for another target or workspace. */
const go = (cwd: string, signal: AbortSignal, ...args: readonly string[]): Promise<string> => {
  const env = { ...process.env, GOWORK: "off", GO111MODULE: "on", GOOS: "", GOARCH: "", GOBIN: "" };
  return run("go", args, { cwd, env, cancelSignal: signal });
};
