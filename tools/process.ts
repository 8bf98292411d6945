import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs a command quietly; a failure carries what it printed. */
export const run = async (
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly timeout?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> => {
  const { stdout } = await execute(command, [...args], { ...options, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
};
