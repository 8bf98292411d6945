import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

/** A child process and its end. */
export interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it did not even start. */
  readonly error?: Error;
}

/**
 * Starts a child, by default in a process group of its own: a Ctrl-C in the terminal then reaches it only through us and
 * only once (Pulumi takes a second one as an order to drop everything), and {@link kill} reaches also what it started.
 */
export const start = (
  command: string,
  args: readonly string[],
  { ownGroup = true, ...options }: SpawnOptions & { readonly ownGroup?: boolean },
): Child => {
  const started = spawn(command, args, { ...options, detached: ownGroup && groups });
  const ended = new Promise<Ended>((resolve) => {
    started.once("error", (error) => {
      resolve({ code: null, signal: null, error });
    });
    started.once("close", (code, signal) => {
      resolve({ code, signal });
    });
  });
  return { process: started, ended };
};

/** Asks a child to end and waits; what has not ended in time is killed. */
export const stop = async (child: Child, signal: NodeJS.Signals, patience: number): Promise<Ended> => {
  child.process.kill(signal);
  const impatient = setTimeout(() => {
    kill(child);
  }, patience);
  const end = await child.ended;
  clearTimeout(impatient);
  return end;
};

/** Ends a child, and what it started, at once. */
export const kill = ({ process: { pid } }: Child): void => {
  if (pid === undefined) return;
  try {
    process.kill(groups ? -pid : pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
};

export const described = ({ code, signal, error }: Ended): string =>
  error !== undefined ? error.message : signal !== null ? `ended by ${signal}` : `exit code ${String(code)}`;

/** Windows has none. */
const groups = process.platform !== "win32";
