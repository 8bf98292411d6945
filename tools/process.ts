import { described, kill, start } from "./child.js";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds, after which the command and all that it started is killed. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a command quietly and gives what it wrote to standard output. Of an error, the first line says which command failed
 * and how; the others are all that it printed.
 */
export const run = async (
  command: string,
  args: readonly string[],
  { timeout, signal, ...options }: RunOptions = {},
): Promise<string> => {
  signal?.throwIfAborted();
  // Where nobody would end it, it must still end with this process at a Ctrl-C.
  const ownGroup = timeout !== undefined || signal !== undefined;
  const child = start(command, args, { ...options, ownGroup, stdio: ["ignore", "pipe", "pipe"] });
  const output = collected(child.process.stdout);
  const problems = collected(child.process.stderr);
  const end = (): void => {
    kill(child);
  };
  const limit = { passed: false };
  const expire = (): void => {
    limit.passed = true;
    end();
  };
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout);
  signal?.addEventListener("abort", end, { once: true });
  const ended = await child.ended;
  clearTimeout(timer);
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  if (ended.code === 0) return output();
  const how = limit.passed ? `still ran after ${String(timeout)} ms` : described(ended);
  throw new Error([`\`${[command, ...args].join(" ")}\`: ${how}`, output(), problems()].filter(Boolean).join("\n"));
};

const collected = (stream: NodeJS.ReadableStream | null): (() => string) => {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8").trim();
};
