import { readFileSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { engine } from "../../scripts/engine.js";
import { run } from "../../scripts/runCommand.js";
import type { Machine } from "./pipelineRun.js";
import { bash, type Ended } from "./pipelineShell.js";

/**
 * A repository as users have it: a program, a lock file and a stack. It contains the packed package; npm provides the
 * rest.
 */
export interface Repository extends Machine {
  readonly folder: string;
  readonly backend: string;
  readonly passphrase: string;
  /** Runs a command as the user does, in the repository. */
  shell(command: string, variables?: NodeJS.ProcessEnv): Promise<Ended>;
  remove(): Promise<void>;
}

export const newRepository = async (): Promise<Repository> => {
  const root = await mkdtemp(join(tmpdir(), "insights-pipeline-"));
  const folder = join(root, "repository");
  const backend = `file://${join(root, "backend")}`;
  const passphrase = "correct-horse-of-the-pipeline";
  const env = await machineEnvironment(join(root, "home"));
  await Promise.all([folder, join(root, "backend")].map((each) => mkdir(each)));

  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(await run("npm", pack, { cwd: ours, env })) as [{ filename: string }]; // its --json
  await copyFile(join(ours, "examples/insightGroups.ts"), join(folder, "index.ts"));
  await writeFile(join(folder, "package.json"), '{ "private": true, "main": "index.ts" }');
  await writeFile(join(folder, "Pulumi.yaml"), "name: insight-groups\nruntime: nodejs\n");
  const packages = [`./${filename}`, ...["@pulumi/pulumi", "typescript"].map(asHere)];
  await run("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: folder, env });

  return {
    folder,
    backend,
    passphrase,
    env: { ...env, CI: "true", GITHUB_ACTIONS: "true" },
    checkout: (to) => cp(folder, to, { recursive: true, filter: (path) => basename(path) !== "node_modules" }),
    shell: (command, variables) =>
      bash(command, folder, {
        ...env,
        PULUMI_STACK: "production",
        PULUMI_BACKEND_URL: backend,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        ...variables,
      }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
};

/**
 * Returns an environment with Node and the CLI on the PATH, and without variables that npm, Pulumi or the provider
 * read.
 */
export const machineEnvironment = async (home: string): Promise<NodeJS.ProcessEnv> => {
  const { bin } = await engine();
  return {
    ...Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(npm_(?!config_(cache|registry)$)|PULUMI_|LAUNCHDARKLY_)/.test(name),
      ),
    ),
    PATH: [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
    npm_config_prefer_offline: "true",
  };
};

const ours = resolve(__dirname, "../..");

/** Returns the installed version of a package, so that npm need not download it. */
const asHere = (name: string): string => {
  const manifest = readFileSync(join(ours, "node_modules", name, "package.json"), "utf8");
  return `${name}@${(JSON.parse(manifest) as { readonly version: string }).version}`; // every package has one
};
