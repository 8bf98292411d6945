import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "../emulator/index.js";
import { newStack, type Stack } from "../test/engine/stack.js";
import { crowded } from "./crowd.js";
import { measure, type Measurement } from "./measure.js";
import { operations, type OperationName } from "./operations.js";
import { programOf, type Provider } from "./programs.js";

/** What the life of a stack took. */
export interface Life {
  /** The day on which it was measured, such as `2026-01-31`. */
  readonly date: string;
  readonly operations: Readonly<Record<OperationName, Measurement>>;
  /** Bytes of JSON in state: inputs and outputs of a group, and the whole checkpoint for each group. */
  readonly state: { readonly group: number; readonly checkpoint: number };
}

/** Milliseconds that the emulator adds to each answer. */
export const latency = 20;

/** Lives through all operations once, on a stack of its own. */
export const live = (provider: Provider, groups: number, signal: AbortSignal): Promise<Life> =>
  onStack({}, async (stack, emulator) => {
    if (provider === "plain") await configure(stack, emulator);
    let state: Life["state"] | undefined;
    const measured: [OperationName, Measurement][] = [];
    for (const { name, args, version, crowd } of operations) {
      await declare(stack, provider, groups, version);
      const run = (): Promise<Measurement> => measure(stack, emulator, args, signal);
      measured.push([name, await (crowd === 1 ? run() : crowded(emulator, crowd, run))]);
      const left = provider === "nothing" || name === "destroy" ? 0 : groups;
      if (emulator.groups.size !== left) throw new Error(`after ${name}: ${String(emulator.groups.size)} groups`);
      state ??= await stateOf(stack, groups);
    }
    if (state === undefined) throw new Error("there are no operations");
    return {
      date: new Date().toISOString().slice(0, 10),
      // Every name of an operation is among them.
      operations: Object.fromEntries(measured) as Record<OperationName, Measurement>,
      state,
    };
  });

/** A stack and an emulator that end with what is done on them. @param variables Of the engine's environment. */
export const onStack = async <A>(
  variables: NodeJS.ProcessEnv,
  use: (stack: Stack, emulator: Emulator) => Promise<A>,
): Promise<A> => {
  const emulator = await startEmulator({ token: accessToken, latency });
  try {
    const settings = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: emulator.url };
    const stack = await newStack({ ...settings, ...variables });
    try {
      return await use(stack, emulator);
    } finally {
      await stack.remove();
    }
  } finally {
    await emulator.close();
  }
};

/** Not by `stack.program`, which would load our package into the programs of others. */
export const declare = (stack: Stack, provider: Provider, groups: number, version: number): Promise<void> =>
  writeFile(join(stack.folder, "index.js"), programOf(provider, groups, version));

const accessToken = "api-bench";

const configure = async (stack: Stack, emulator: Emulator): Promise<void> => {
  await stack.run(["config", "set", "--plaintext", "launchdarkly:accessToken", accessToken]);
  await stack.run(["config", "set", "launchdarkly:apiHost", emulator.url]);
};

const stateOf = async (stack: Stack, groups: number): Promise<Life["state"]> => {
  const kept = Object.values(await stack.groups());
  if (kept.length !== groups) throw new Error(`${String(kept.length)} groups in state`);
  const bytes = kept.map(({ inputs, outputs }) => Buffer.byteLength(JSON.stringify(inputs) + JSON.stringify(outputs)));
  return { group: Math.max(...bytes), checkpoint: Buffer.byteLength(await stack.checkpoint()) / groups };
};
