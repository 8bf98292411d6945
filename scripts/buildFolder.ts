import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { installDir } from "./install.js";
import { executable } from "./findInstallation.js";
import { makeFolder } from "./makeFolder.js";
import { withSpinner } from "./progress.js";

/** Returns a folder beside the CLI that holds a command, and makes the folder if it is missing. */
export const buildFolder = async (
  folder: string,
  command: string,
  make: (work: string, made: string) => Promise<void>,
): Promise<string> => {
  const target = join(dirname(installDir()), folder);
  const isFinished = async (): Promise<boolean> => (await executable([target], command)) !== undefined;
  if (await isFinished()) return target;
  await withSpinner(`building ${folder} into ${target}`, () =>
    makeFolder(target, isFinished, async (work) => {
      const made = join(work, "made");
      await mkdir(made);
      await make(work, made);
      return made;
    }),
  );
  return target;
};
