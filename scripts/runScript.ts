import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf } from "./runCommand.js";

type Values<O extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ readonly options: O }>>["values"];

/**
 * Runs a script. Exit codes: 0 succeeded; 1 failed, with the reason on standard error; 2 invalid command line; 130 stopped by
 * Ctrl-C. A signal aborts the script instead of ending the process, so that the script cleans up.
 */
export const main = <O extends ParseArgsOptionsConfig>(
  help: string,
  options: O,
  script: (values: Values<O>, signal: AbortSignal) => Promise<void>,
): void => {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      controller.abort(new Error(`stopped by ${signal}`));
    });
  }
  process.stdout.on("error", () => {
    controller.abort(new Error("stopped: standard output was closed"));
  });
  const start = async (): Promise<void> => {
    const all = { ...options, help: { type: "boolean", short: "h" } } as const;
    const { values } = parseArgs<{ options: ParseArgsOptionsConfig }>({ options: all });
    if (values["help"] === true) process.stdout.write(help);
    else await script(values as Values<O>, controller.signal); // they were parsed by these options
  };
  // Deferred, so that a script may use the constants it defines below.
  Promise.resolve()
    .then(start)
    .catch((cause: unknown) => {
      const isUsage = cause instanceof Error && "code" in cause && String(cause.code).startsWith("ERR_PARSE_ARGS_");
      process.exitCode = controller.signal.aborted ? 130 : isUsage ? 2 : 1;
      process.stderr.write(`${messageOf(cause)}\n`);
    });
};
