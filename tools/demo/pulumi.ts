import { join } from "node:path";
import { described, start, stop } from "../child.js";
import { Unexpected } from "./expect.js";
import { colours, shell } from "./screen.js";

/** Runs the CLI, shows the command and its output, and insists on the exit code (0 where none is given). */
export type Pulumi = (args: readonly string[], exitCode?: number) => Promise<void>;

export const pulumi =
  (bin: string, folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Pulumi =>
  async (args, exitCode = 0) => {
    signal.throwIfAborted();
    const command = `pulumi ${args.join(" ")}`;
    shell(command);
    const child = start(join(bin, "pulumi"), [...args, ...colour], {
      cwd: folder,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    // Asked once, the engine finishes the calls in flight and writes its state before it ends.
    const cancel = (): void => {
      void stop(child, "SIGINT", 20_000);
    };
    signal.addEventListener("abort", cancel, { once: true });
    const end = await child.ended;
    signal.removeEventListener("abort", cancel);
    signal.throwIfAborted();
    if (end.code !== exitCode) {
      throw new Unexpected(`\`${command}\`: expected exit code ${String(exitCode)}, seen ${described(end)}`);
    }
  };

/** Without a keyboard to ask questions at, the engine would leave its colours out on a terminal, too. */
const colour = ["--color", colours() ? "always" : "never"];
