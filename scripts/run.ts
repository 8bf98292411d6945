import type { Options } from "execa";

/**
 * Runs a command quietly and returns its standard output. It has its own process group: what it starts ends with it, and
 * Ctrl-C reaches it only through the signal. The error's first line says which command failed and how.
 */
export const run = async (
  command: string,
  args: readonly string[],
  options: Pick<Options, "cwd" | "env" | "timeout" | "cancelSignal"> = {},
): Promise<string> => {
  const { execa } = await import("execa"); // ESM only
  const own = { stdin: "ignore", killDescendants: true, extendEnv: options.env === undefined } as const;
  try {
    return (await execa(command, args, { ...options, ...own })).stdout;
  } catch (cause) {
    options.cancelSignal?.throwIfAborted();
    throw cause;
  }
};

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
