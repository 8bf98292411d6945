/** Finds or installs the Pulumi engine: `npm test` and `npm run demo` need only Node, npm and, without a download, Go. */
import { build, download, installDir, installed, version } from "./install.js";
import { onPath, type Engine } from "./findInstallation.js";
import { main } from "./runScript.js";
import { log, withSpinner } from "./progress.js";
import { messageOf, run } from "./runCommand.js";

export type { Engine } from "./findInstallation.js";

/** Finds or installs the engine, with its progress on standard error. */
export const engine = async (signal = new AbortController().signal): Promise<Engine> =>
  (await onPath(signal)) ?? (await installed(signal)) ?? (await downloaded(signal)) ?? (await built(signal));

const downloaded = async (signal: AbortSignal): Promise<Engine | undefined> => {
  try {
    return await withSpinner(`the npm package "pulumi" downloads the CLI ${version}`, () => download(signal));
  } catch (cause) {
    signal.throwIfAborted();
    log(`the download to ${installDir()} failed: ${messageOf(cause).trim().split("\n").at(-1) ?? ""}`);
    return undefined;
  }
};

const built = async (signal: AbortSignal): Promise<Engine> => {
  const missing = `Pulumi ${version} is neither on the PATH nor could it be downloaded`;
  const hint = "Install the Pulumi CLI (https://www.pulumi.com/docs/install/)";
  if (process.platform === "win32") {
    throw new Error(`${missing}, and this script does not build it on Windows. ${hint}, then run this again.`);
  }
  const go = await run("go", ["version"], { cancelSignal: signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new Error(`${missing}, and there is no Go to build it with. ${hint} or Go, then run this again.`, { cause });
  });
  log(`building Pulumi into ${installDir()} with ${go}: about four minutes on two cores, once per machine`);
  try {
    return await build(signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(`Pulumi ${version} could not be built with ${go}: ${messageOf(cause)}`, { cause });
  }
};

const help = `Usage: npm run engine [-- --json]

Finds or installs the Pulumi CLI for the tests and the demo. Uses the first of:
  1. a complete and recent CLI on the PATH,
  2. the CLI that the npm package "pulumi" ${version} keeps in ${installDir()},
  3. a download to that folder by that package,
  4. a build in that folder from Go modules (not on Windows).

Options:
  --json      print {"bin":…,"version":…} on one line: the folder of the CLI and its version
  --help, -h  print this help

Exit codes: 0 found or installed; 1 failed; 2 invalid command line; 130 stopped by Ctrl-C.
`;

if (require.main === module) {
  main(help, { json: { type: "boolean" } }, async ({ json }, signal) => {
    const found = await engine(signal);
    process.stdout.write(json === true ? `${JSON.stringify(found)}\n` : `Pulumi ${found.version} in ${found.bin}\n`);
  });
}
