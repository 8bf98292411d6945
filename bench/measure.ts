import type { Emulator } from "../emulator/index.js";
import type { Stack } from "../test/engine/stack.js";
import { watchMemory } from "./memory.js";

/** What an operation took. */
export interface Measurement {
  readonly seconds: number;
  /** Requests that arrived at the emulator. */
  readonly calls: number;
  /** The peak resident memory of the provider process in bytes, where the platform tells. */
  readonly memory?: number;
  /** CPU seconds of the emulator and of the measuring itself, which share the machine with what is measured. */
  readonly overhead: number;
}

/** Runs the engine to its end; throws what it printed if it fails. */
export const measure = async (
  stack: Stack,
  emulator: Emulator,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Measurement> => {
  signal.throwIfAborted();
  const before = emulator.calls.length;
  const cpu = process.cpuUsage();
  const peak = watchMemory();
  const began = performance.now();
  const { process: engine, done } = stack.start(args);
  const stop = (): void => void engine.kill("SIGINT");
  signal.addEventListener("abort", stop, { once: true });
  const { code, output } = await done;
  const seconds = (performance.now() - began) / 1000;
  signal.removeEventListener("abort", stop);
  const memory = peak();
  const { user, system } = process.cpuUsage(cpu);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with exit code ${String(code)}:\n${output}`);
  return {
    seconds,
    calls: emulator.calls.length - before,
    ...(memory === undefined ? {} : { memory }),
    overhead: (user + system) / 1e6,
  };
};
