/**
 * Runs a tool to its end: exit code 0, or one with its reason on standard error: 1 failed, 2 not understood, 130 stopped
 * by Ctrl-C. A signal does not end the process by itself: it aborts, so that everything which was begun is also undone.
 */
export const command = (tool: (args: readonly string[], signal: AbortSignal) => Promise<void>): void => {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      controller.abort(new Error(`stopped by ${signal}`));
    });
  }
  process.stdout.on("error", () => {
    controller.abort(new Error("stopped: nobody reads the output any more"));
  });
  tool(process.argv.slice(2), controller.signal).catch((cause: unknown) => {
    process.exitCode = controller.signal.aborted ? 130 : isUsage(cause) ? 2 : 1;
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  });
};

/** What `parseArgs` throws. */
const isUsage = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && String(cause.code).startsWith("ERR_PARSE_ARGS_");
