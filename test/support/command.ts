import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const entry = join(__dirname, "..", "..", "cli", "index.ts");

/** Starts the command line as a process, from source. */
export const command = (...args: readonly string[]): ChildProcessWithoutNullStreams => commandIn(process.env, ...args);

/** Starts the command line with only these environment variables. */
export const commandIn = (env: NodeJS.ProcessEnv, ...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...fromSource, ...args], { env });

/** Arguments of Node before those of the command. */
export const fromSource = ["--import", "tsx", entry] as const;

/** Exit code and output of a process that ended. */
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

/** Returns the first output of a process. */
export const firstOutput = (child: ChildProcessWithoutNullStreams): Promise<string> =>
  new Promise((resolve) => {
    child.stdout.once("data", (chunk: Buffer | string) => {
      resolve(chunk.toString());
    });
  });
