import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { described, kill, start, stop } from "../child.js";

export interface RunningEmulator {
  readonly url: string;
  readonly token: string;
  readonly stop: () => Promise<void>;
}

/** Starts the emulator as `npx pulumi-launchdarkly-insights emulator` does, in a process of its own, on a free port. */
export const startEmulator = async (root: string, env: NodeJS.ProcessEnv, token: string): Promise<RunningEmulator> => {
  const program = join(root, "dist", "cli", "index.js");
  if (!existsSync(program)) throw new Error(`${program} is not there: \`npm run demo\` builds it first`);
  const args = [program, "emulator", "--port", "0", "--token", token];
  const child = start(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const { stdout } = child.process;
  if (stdout === null) throw new Error("the emulator has no output"); // only for the types: it is a pipe
  const late = setTimeout(() => {
    kill(child);
  }, 15_000);
  const url = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: stdout }).once("line", resolve)),
    child.ended.then((end) => {
      throw new Error(`the emulator printed no URL within 15 s: ${described(end)}`);
    }),
  ]);
  clearTimeout(late);
  return {
    url,
    token,
    stop: async () => {
      await stop(child, "SIGTERM", 5000);
    },
  };
};
