/**
 * Finds the Pulumi engine, or brings it: `npm test` and `npm run demo` need nothing but Node, npm and, where the CLI can
 * neither be found nor downloaded, Go.
 *
 * 1. `pulumi` on the PATH, if it is at least {@link oldestCli};
 * 2. where the npm package `pulumi` keeps the CLI of its own version;
 * 3. that package downloads it;
 * 4. it is built from Go modules into the same place, so that the next run finds it there.
 */
import { createRequire } from "node:module";
import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { buildFromGoModules } from "./goBuild.js";
import { run } from "./process.js";

/** The oldest CLI whose `pulumi import --file` takes `outputs`, and the oldest that the tests have seen. */
const oldestCli = "3.254.0";

const packageRequire = createRequire(__filename);
const launcher = packageRequire.resolve("pulumi/run.js");
const { version } = packageRequire("pulumi/package.json") as { readonly version: string };

/** An engine that runs: the folder of its executables and the version it reports. */
export interface Engine {
  readonly bin: string;
  readonly version: string;
}

/** Finds the engine or brings it, telling `say` about everything that takes long. */
export const engine = async (say: (line: string) => void = toStandardError): Promise<Engine> =>
  (await onPath()) ?? (await inPlace()) ?? (await downloaded(say)) ?? (await built(say));

const onPath = async (): Promise<Engine | undefined> => {
  const ours = `${join("node_modules", ".bin")}`;
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (folder === "" || folder.endsWith(ours)) continue;
    const found = await engineIn(resolve(folder));
    if (found !== undefined && compareVersions(found.version, oldestCli) >= 0) return found;
  }
  return undefined;
};

const place = (): string =>
  join(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "versions", version, "bin");

const inPlace = (): Promise<Engine | undefined> => engineIn(place());

const downloaded = async (say: (line: string) => void): Promise<Engine | undefined> => {
  say(`Pulumi ${version} is not on the PATH: asking the npm package "pulumi" to download it`);
  try {
    await run(process.execPath, [launcher, "version"], { timeout: 300_000 });
  } catch (cause) {
    say(`the download failed (${lastLine(cause)})`);
  }
  return inPlace();
};

const built = async (say: (line: string) => void): Promise<Engine> => {
  try {
    await run("go", ["version"]);
  } catch {
    throw new Error(
      `Pulumi ${version} is neither on the PATH nor could it be downloaded, and there is no Go to build it with. ` +
        "Install the Pulumi CLI or Go, then run this again.",
    );
  }
  say(`building Pulumi ${version} with Go into ${place()}: about four minutes on two cores, once per machine`);
  await buildFromGoModules(version, place(), say);
  const found = await inPlace();
  if (found === undefined) throw new Error(`the Pulumi CLI that was built in ${place()} does not run`);
  return found;
};

/** An engine needs its Node language host and its dynamic provider beside the CLI. */
const engineIn = async (bin: string): Promise<Engine | undefined> => {
  try {
    for (const executable of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      await access(join(bin, executable), constants.X_OK);
    }
    const reported = await run(join(bin, "pulumi"), ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" } });
    return { bin, version: reported.trim().replace(/^v/, "") };
  } catch {
    return undefined;
  }
};

const compareVersions = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

const lastLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).trim().split("\n").at(-1) ?? "";

const toStandardError = (line: string): void => void process.stderr.write(`${line}\n`);

if (require.main === module) {
  engine().then(
    (found) => {
      toStandardError(`Pulumi ${found.version} in ${found.bin}`);
    },
    (cause: unknown) => {
      toStandardError(lastLine(cause));
      process.exitCode = 1;
    },
  );
}
