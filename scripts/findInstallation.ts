import { access, constants, realpath } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { log } from "./progress.js";
import { messageOf, run } from "./runCommand.js";

/** The folder of a working CLI, and its version. */
export interface Engine {
  readonly bin: string;
  readonly version: string;
}

/** The reason why an existing CLI cannot be used. */
export interface Unusable {
  readonly unusable: string;
}

/**
 * Returns the CLI of a folder, if there is one. Its Node language host and dynamic provider must be where the engine looks for
 * them: beside the CLI (links resolved) or in one of the other folders.
 */
export const inspect = async (
  bin: string,
  others: readonly string[],
  signal: AbortSignal,
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
    const version = await run(cli, ["version"], { env, timeout: 60_000, cancelSignal: signal });
    return { bin, version: version.replace(/^v/, "") };
  } catch (cause) {
    signal.throwIfAborted();
    return { unusable: `${cli} does not run (${messageOf(cause).split("\n", 1).join("")})` };
  }
};

/** The oldest CLI whose `pulumi import --file` reads `outputs`. */
const oldest = "3.254.0";

/** Returns the first complete and recent CLI on the PATH; logs why it skips others. */
export const onPath = async (signal: AbortSignal): Promise<Engine | undefined> => {
  const folders = [
    ...new Set(
      (process.env["PATH"] ?? "")
        .split(delimiter)
        .filter(Boolean)
        .map((path) => resolve(path)),
    ),
  ]
    // `pulumi` in npm's folders is the launcher that downloads.
    .filter((folder) => !folder.endsWith(join("node_modules", ".bin")));
  for (const folder of folders) {
    const found = await inspect(folder, folders, signal);
    if (found === undefined) continue;
    if ("unusable" in found) log(`skipped: ${found.unusable}`);
    else if (found.version.localeCompare(oldest, "en", { numeric: true }) >= 0) return found;
    else log(`skipped: ${join(folder, "pulumi")} is version ${found.version}, older than ${oldest}`);
  }
  return undefined;
};

export const executable = async (folders: readonly string[], name: string): Promise<string | undefined> => {
  const extensions = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const path of folders.flatMap((folder) => extensions.map((extension) => join(folder, name + extension)))) {
    const isExecutable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isExecutable) return path;
  }
  return undefined;
};
