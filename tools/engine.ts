/**
 * Finds the Pulumi engine, or brings it: `npm test` and `npm run demo` need nothing but Node, npm and, where the CLI can
 * neither be found nor downloaded, Go.
 */
import { parseArgs } from "node:util";
import { command } from "./command.js";
import { download } from "./download.js";
import { goBuild } from "./goBuild.js";
import type { Engine } from "./installation.js";
import { onPath } from "./onPath.js";
import { inPlace, place, version } from "./place.js";
import { run } from "./process.js";
import { during, say } from "./progress.js";

export type { Engine } from "./installation.js";

/** Finds the engine or brings it; what takes long is told on standard error. */
export const engine = async (signal?: AbortSignal): Promise<Engine> =>
  (await onPath(signal)) ?? (await inPlace(signal)) ?? (await downloaded(signal)) ?? (await built(signal));

const downloaded = async (signal?: AbortSignal): Promise<Engine | undefined> => {
  try {
    return await during(`the npm package "pulumi" downloads the CLI ${version}`, () => download(signal));
  } catch (cause) {
    signal?.throwIfAborted();
    say(`the download to ${place()} failed: ${lastLine(cause)}`);
    return undefined;
  }
};

const built = async (signal?: AbortSignal): Promise<Engine> => {
  const missing = `Pulumi ${version} is neither on the PATH nor could it be downloaded`;
  const install = "Install the Pulumi CLI (https://www.pulumi.com/docs/install/)";
  if (process.platform === "win32") {
    throw new Error(`${missing}, and on Windows it is not built here. ${install}, then run this again.`);
  }
  const go = await run("go", ["version"], { signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new Error(`${missing}, and there is no Go to build it with. ${install} or Go, then run this again.`, {
      cause,
    });
  });
  say(`building it into ${place()} with ${go}: about four minutes on two cores, once per machine`);
  try {
    return await goBuild(signal);
  } catch (cause) {
    signal?.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Pulumi ${version} could not be built with ${go}: ${why}`, { cause });
  }
};

const lastLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).trim().split("\n").at(-1) ?? "";

const help = `Usage: npm run engine [-- --json]

Finds the Pulumi CLI that the tests and the demo run, or brings it: the first of
  1. a complete one on the PATH that is not too old,
  2. the one that the npm package "pulumi" ${version} keeps in ${place()},
  3. downloaded to there by that package,
  4. built there from Go modules (not on Windows).

Options:
  --json      print {"bin":…,"version":…} on one line: the folder of the CLI and the version it reports
  --help, -h  print this
`;

if (require.main === module) {
  command(async (args, signal) => {
    const options = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.help === true) {
      process.stdout.write(help);
      return;
    }
    const found = await engine(signal);
    process.stdout.write(
      values.json === true ? `${JSON.stringify(found)}\n` : `Pulumi ${found.version} in ${found.bin}\n`,
    );
  });
}
