import { join, delimiter, resolve } from "node:path";
import { inspect, type Engine } from "./installation.js";
import { say } from "./progress.js";

/** The oldest CLI whose `pulumi import --file` takes `outputs`. */
const oldest = "3.254.0";

/** The first CLI on the PATH that is complete and not too old; `say`s why another one is passed over. */
export const onPath = async (signal?: AbortSignal): Promise<Engine | undefined> => {
  const folders = pathFolders();
  for (const folder of folders) {
    const found = await inspect(folder, folders, signal);
    if (found === undefined) continue;
    if ("unusable" in found) say(`passed over: ${found.unusable}`);
    else if (!isAtLeast(found.version, oldest)) {
      say(`passed over: ${join(folder, "pulumi")} is version ${found.version}, older than ${oldest}`);
    } else return found;
  }
  return undefined;
};

/** Without npm's folders of commands: what is called `pulumi` there is the launcher that downloads. */
const pathFolders = (): readonly string[] => [
  ...new Set(
    (process.env["PATH"] ?? "")
      .split(delimiter)
      .filter((folder) => folder !== "" && !resolve(folder).endsWith(join("node_modules", ".bin")))
      .map((folder) => resolve(folder)),
  ),
];

const isAtLeast = (version: string, floor: string): boolean => {
  const [have, want] = [numbers(version), numbers(floor)];
  const differs = want.findIndex((number, at) => have[at] !== number);
  return differs === -1 || (have[differs] ?? 0) > (want[differs] ?? 0);
};

const numbers = (version: string): readonly number[] =>
  (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? "0").split(".").map(Number);
