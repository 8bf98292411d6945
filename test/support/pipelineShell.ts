import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Ended {
  readonly code: number;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** Runs a script as GitHub runs a step whose shell is bash. @param cancel Interrupts all its processes. */
export const bash = async (
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  cancel?: AbortSignal,
): Promise<Ended> => {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // in a separate process group
  });
  cancel?.addEventListener("abort", () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  }
  await once(child, "close");
  return { code: child.exitCode ?? -1, output };
};
