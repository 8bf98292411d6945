import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Makes a folder elsewhere and renames it: an interrupted installation never looks finished, and two at once do not mix.
 *
 * @param make Makes the folder inside the one it is given, on the same disk, and returns its path.
 */
export const makeFolder = async (
  target: string,
  isFinished: () => Promise<boolean>,
  make: (work: string) => Promise<string>,
): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const made = await make(work);
    await rename(made, target).catch(async () => {
      if (await isFinished()) return;
      await rename(target, join(work, "broken"));
      await rename(made, target);
    });
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
};
