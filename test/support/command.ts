import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const entry = join(__dirname, "..", "..", "cli", "index.ts");

/** The command line as a process of its own, from source. */
export const command = (...args: readonly string[]): ChildProcessWithoutNullStreams => commandIn(process.env, ...args);

/** The same with these environment variables, and no others. */
export const commandIn = (env: NodeJS.ProcessEnv, ...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...fromSource, ...args], { env });

/** The arguments of Node that come before those of the command. */
export const fromSource = ["--import", "tsx", entry] as const;

/** All that a process wrote, once it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const ended = async (child: ChildProcessWithoutNullStreams): Promise<Ended> => {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
};

/** The first thing that a process writes. */
export const firstOutput = (child: ChildProcessWithoutNullStreams): Promise<string> =>
  new Promise((resolve) => {
    child.stdout.once("data", (chunk: Buffer | string) => {
      resolve(chunk.toString());
    });
  });
