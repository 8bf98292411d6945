import { isProviderProcess } from "./engineProcess.js";

/**
 * Exits Pulumi's provider process when the engine is gone: it would outlive a killed engine and go on sending requests. The
 * engine holds the other end of standard input and never writes to it. The parent's pid is no evidence, because a shell may
 * run between the two.
 */
export const exitWithEngine = (main: string | undefined, input: NodeJS.ReadStream = process.stdin): void => {
  if (!isProviderProcess(main)) return;
  const end = (): void => {
    process.exit(1);
  };
  input.on("end", end).on("close", end).on("error", end).resume();
};
