import { createRequire } from "node:module";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { inspect, type Engine } from "./installation.js";

/** The version that the npm package `pulumi` in package.json stands for. */
export const { version } = createRequire(__filename)("pulumi/package.json") as { readonly version: string };

/** Where that package, and Pulumi's Automation API, keep the CLI of a version. As for them, an empty PULUMI_HOME is none. */
export const place = (): string => {
  const home = process.env["PULUMI_HOME"] ?? "";
  return join(home === "" ? join(homedir(), ".pulumi") : home, "versions", version);
};

export const inPlace = async (signal?: AbortSignal): Promise<Engine | undefined> => {
  const found = await inspect(join(place(), "bin"), [], signal);
  return found !== undefined && "version" in found ? found : undefined;
};

/**
 * Brings an installation (a folder that `make` fills and names) into the place by a rename: whatever is interrupted never looks
 * finished, and of two that bring the same at the same time both end with a complete one.
 */
export const bring = async (make: (work: string) => Promise<string>, signal?: AbortSignal): Promise<Engine> => {
  const target = place();
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), `.${version}-`));
  try {
    const made = await make(work);
    const found = await inspect(join(made, "bin"), [], signal);
    if (found === undefined || "unusable" in found) throw new Error(found?.unusable ?? "no Pulumi CLI came of it");
    await rename(made, target).catch(async () => {
      if ((await inPlace(signal)) !== undefined) return;
      await rename(target, join(work, "broken"));
      await rename(made, target);
    });
    return { bin: join(target, "bin"), version: found.version };
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
};
