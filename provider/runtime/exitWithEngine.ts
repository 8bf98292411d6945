import { isProviderProcess } from "./engineProcess.js";

/**
 * Exits Pulumi's provider process when the engine is gone: otherwise it would outlive a killed engine and continue to
 * send requests. The engine holds the other end of standard input and never writes to it. The parent's pid is not
 * evidence, because a shell may run between the two.
 */
export const exitWithEngine = (main: string | undefined, input: NodeJS.ReadStream = process.stdin): void => {
  if (!isProviderProcess(main)) return;
  const exit = (): void => {
    process.exit(1);
  };
  input.on("end", exit).on("close", exit).on("error", exit).resume();
};
