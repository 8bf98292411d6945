import { isProviderProcess } from "./engineProcess.js";

/**
 * Ends this process when the engine is gone. A provider outlives a killed engine, and would go on sending requests with
 * nobody running. The engine holds the other end of standard input and never writes to it; the parent's pid is no guide,
 * because a shell may stand between.
 *
 * Nothing is done where this module is loaded by anything but Pulumi's own provider process.
 */
export const exitWithEngine = (main: string | undefined, input: NodeJS.ReadStream = process.stdin): void => {
  if (!isProviderProcess(main)) return;
  const end = (): void => {
    process.exit(1);
  };
  input.on("end", end).on("close", end).on("error", end).resume();
};
