import { access, constants, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./process.js";

/** An engine that runs: the folder of its CLI and the version it reports. */
export interface Engine {
  readonly bin: string;
  readonly version: string;
}

/** A CLI that is there, and why it cannot be used. */
export interface Unusable {
  readonly unusable: string;
}

/**
 * What there is in a folder: nothing, or a CLI. Its Node language host and its dynamic provider must be where the engine
 * looks for them: beside the CLI (with links resolved) or in one of the other folders.
 */
export const inspect = async (
  bin: string,
  others: readonly string[],
  signal?: AbortSignal,
): Promise<Engine | Unusable | undefined> => {
  const cli = await executable([bin], "pulumi");
  if (cli === undefined) return undefined;
  const folders = [bin, dirname(await realpath(cli)), ...others];
  for (const companion of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    if ((await executable(folders, companion)) === undefined) {
      return { unusable: `${cli} has no ${companion} beside it${others.length > 0 ? " or on the PATH" : ""}` };
    }
  }
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" };
    const version = await run(cli, ["version"], { env, timeout: 60_000, signal });
    return { bin, version: version.replace(/^v/, "") };
  } catch (cause) {
    signal?.throwIfAborted();
    return { unusable: `${cli} does not run (${firstLine(cause)})` };
  }
};

const executable = async (folders: readonly string[], name: string): Promise<string | undefined> => {
  for (const folder of folders) {
    for (const extension of extensions) {
      const path = join(folder, name + extension);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
};

const extensions: readonly string[] = process.platform === "win32" ? [".exe", ".cmd"] : [""];

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0] ?? "";
