import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Engine } from "../installation.js";
import { content } from "./content.js";
import { startEmulator } from "./emulator.js";
import { isolated, pulumiIn } from "./environment.js";
import { launchDarkly, type LaunchDarkly } from "./launchDarkly.js";
import { pulumi, type Pulumi } from "./pulumi.js";

/** Everything a demo needs, and nothing of it outside of one temporary folder and two processes. */
export interface Scene {
  /** This repository, with the Pulumi project. */
  readonly root: string;
  /** The environment variables that the commands run with. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where `stack init` writes the stack's configuration: beside a copy of Pulumi.yaml, since it cannot be told otherwise. */
  readonly configFolder: string;
  readonly configFile: string;
  readonly stack: string;
  /** A file that the reader may have for a stack of the same name: it must be the same afterwards. */
  readonly inRepository: string | undefined;
  readonly url: string;
  readonly token: string;
  readonly launchDarkly: LaunchDarkly;
  readonly pulumi: Pulumi;
  readonly close: () => Promise<void>;
}

export const openScene = async ({ bin }: Engine, signal: AbortSignal): Promise<Scene> => {
  const root = resolve(__dirname, "..", "..");
  const folder = await mkdtemp(join(tmpdir(), "insight-groups-demo-"));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const stack = "demo";
    const configFolder = join(folder, "config");
    for (const each of ["config", "state", "home"]) await mkdir(join(folder, each));
    await copyFile(join(root, "Pulumi.yaml"), join(configFolder, "Pulumi.yaml"));
    const inRepository = await content(join(root, `Pulumi.${stack}.yaml`));
    const settings = pulumiIn(folder, stack);
    const env = isolated(process.env, bin, settings);
    const emulator = await startEmulator(root, env, `api-demo-${randomBytes(8).toString("hex")}`);
    return {
      root,
      settings,
      configFolder,
      configFile: join(configFolder, `Pulumi.${stack}.yaml`),
      stack,
      inRepository,
      url: emulator.url,
      token: emulator.token,
      launchDarkly: launchDarkly(emulator),
      pulumi: pulumi(bin, root, env, signal),
      close: async () => {
        await emulator.stop();
        await removeFolder();
      },
    };
  } catch (cause) {
    await removeFolder();
    throw cause;
  }
};
