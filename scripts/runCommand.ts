import type { Options } from "execa";

/** Runs a command and returns its standard output. Its child processes end with it. */
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
