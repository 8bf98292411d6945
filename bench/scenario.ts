import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { startEmulator, type Emulator, type StoredGroup } from "../emulator/index.js";
import { newStack, type Stack } from "../test/support/stack.js";
import { noopPackage, programOf, type Provider } from "./programs.js";

/** One command of a scenario. */
export interface Step {
  readonly name: string;
  readonly title: string;
  readonly args: readonly string[];
  /** Bound of the calls of this provider, for N groups in an account of T. */
  readonly bound: string;
  readonly calls: (n: number, t: number) => number;
  /** Whether the bound is exact rather than an upper one. */
  readonly isExact: boolean;
  /** Version of the program. Default 0. */
  readonly version?: number;
  /** Groups in the account for each group that the stack manages. Default 1. */
  readonly crowd?: number;
}

const unattended = ["--yes", "--skip-preview"];
const none = { bound: "0", calls: () => 0, isExact: true };
const oneEach = { bound: "N", calls: (n: number) => n, isExact: true };
const pages = {
  bound: "at most 2 · min(N, ⌈T ÷ 20⌉) + 2",
  calls: (n: number, t: number) => 2 * Math.min(n, Math.ceil(t / 20)) + 2,
  isExact: false,
};
const refresh = ["refresh", ...unattended];
const drift = ["refresh", "--preview-only", "--expect-no-changes"];

export const steps: readonly Step[] = [
  { name: "up", title: "`up`, creating all", args: ["up", ...unattended], ...oneEach },
  { name: "noChange", title: "`up` without changes", args: ["up", ...unattended], ...none },
  { name: "preview", title: "`preview`", args: ["preview"], ...none },
  { name: "refresh", title: "`refresh`", args: refresh, ...pages },
  { name: "drift", title: "drift check", args: drift, ...pages },
  { name: "crowded", title: "`refresh`, T = 10 N", args: refresh, ...pages, crowd: 10 },
  { name: "update", title: "`up`, renaming all", args: ["up", ...unattended], ...oneEach, version: 1 },
  { name: "destroy", title: "`destroy`", args: ["destroy", ...unattended], ...oneEach, version: 1 },
];

export const allowedCalls = ({ calls, crowd = 1 }: Step, groups: number): number => calls(groups, crowd * groups);

export const isWithinBound = (step: Step, groups: number, calls: number): boolean =>
  step.isExact ? calls === allowedCalls(step, groups) : calls <= allowedCalls(step, groups);

export interface Measurement {
  readonly seconds: number;
  /** Requests that reached the emulator. */
  readonly calls: number;
  /** Peak resident memory of the provider process in bytes; only on Linux. */
  readonly memory?: number;
  /** CPU seconds of the emulator and of the measuring. */
  readonly overhead: number;
}

/** The measurements of one stack in all steps. */
export interface Scenario {
  /** Such as `2026-01-31`. */
  readonly date: string;
  readonly steps: Readonly<Record<string, Measurement>>;
  /** Bytes of JSON: inputs and outputs of a group, and the checkpoint divided by the number of groups. */
  readonly state: { readonly group: number; readonly checkpoint: number };
}

export const latencyMs = 20;

const accessToken = "api-bench";

export const runScenario = (provider: Provider, groups: number, signal: AbortSignal): Promise<Scenario> =>
  onStack({}, async (stack, emulator) => {
    if (provider === "naive") {
      await stack.run(["config", "set", "--plaintext", "launchdarkly:accessToken", accessToken]);
      await stack.run(["config", "set", "launchdarkly:apiHost", emulator.url]);
    }
    if (provider === "no-op plugin") buildNoopPlugin(join(stack.plugins, `pulumi-resource-${noopPackage}`));
    const measured: Record<string, Measurement> = {};
    let state: Scenario["state"] | undefined;
    for (const { name, args, version = 0, crowd = 1 } of steps) {
      await declare(stack, provider, groups, version);
      const own = [...emulator.groups.values()];
      // Groups of other users lie between the stack's groups, so that every page of the list contains both.
      const others = Array.from({ length: crowd - 1 }, (_, index) => String(index));
      setGroups(
        emulator,
        own.flatMap((group) => [group, ...others.map((n) => ({ ...group, key: `${group.key}-${n}` }))]),
      );
      measured[name] = await measure(stack, emulator, args, signal);
      if (crowd > 1) setGroups(emulator, own);
      const expected = provider.startsWith("no-op") || name === "destroy" ? 0 : groups;
      if (emulator.groups.size !== expected) throw new Error(`after ${name}: ${String(emulator.groups.size)} groups`);
      state ??= await stateOf(stack, groups);
    }
    if (state === undefined) throw new Error("there are no steps");
    return { date: new Date().toISOString().slice(0, 10), steps: measured, state };
  });

/** Bundled as the plugin is, so that both start alike. */
const buildNoopPlugin = (outfile: string): void => {
  buildSync({ entryPoints: [join(__dirname, "noopPlugin.ts")], bundle: true, platform: "node", minify: true, outfile });
  chmodSync(outfile, 0o755);
};

const setGroups = ({ groups }: Emulator, next: readonly StoredGroup[]): void => {
  groups.clear();
  for (const group of next) groups.set(group.key, group);
};

/** Runs `use` with a new stack and emulator. @param variables Environment variables of the engine. */
const onStack = async <A>(
  variables: NodeJS.ProcessEnv,
  use: (stack: Stack, emulator: Emulator) => Promise<A>,
): Promise<A> => {
  const emulator = await startEmulator({ token: accessToken, latency: latencyMs });
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

/** Unlike `stack.program`, does not load this package into the programs of the other providers. */
const declare = (stack: Stack, provider: Provider, groups: number, version: number): Promise<void> =>
  writeFile(join(stack.folder, "index.js"), programOf(provider, groups, version));

const stateOf = async (stack: Stack, groups: number): Promise<Scenario["state"]> => {
  const kept = Object.values(await stack.groups());
  if (kept.length !== groups) throw new Error(`${String(kept.length)} groups in state`);
  const bytes = kept.map(({ inputs, outputs }) => Buffer.byteLength(JSON.stringify(inputs) + JSON.stringify(outputs)));
  return { group: Math.max(...bytes), checkpoint: Buffer.byteLength(await stack.checkpoint()) / groups };
};

/** Runs one command. Throws its output if it fails. */
const measure = async (
  stack: Stack,
  emulator: Emulator,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Measurement> => {
  signal.throwIfAborted();
  const before = emulator.calls.length;
  const cpu = process.cpuUsage();
  const peaks: number[] = [];
  const timer = setInterval(() => peaks.push(...providerMemory(stack)), 100);
  const startedAt = performance.now();
  const { process: engine, done } = stack.start(args);
  const stop = (): void => void engine.kill("SIGINT");
  signal.addEventListener("abort", stop, { once: true });
  const { code, output } = await done;
  const seconds = (performance.now() - startedAt) / 1000;
  signal.removeEventListener("abort", stop);
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with exit code ${String(code)}:\n${output}`);
  return {
    seconds,
    calls: emulator.calls.length - before,
    ...(peaks.length === 0 ? {} : { memory: Math.max(...peaks) }),
    overhead: (user + system) / 1e6,
  };
};

/** Returns the peak memory of the stack's provider process in bytes. Empty without a process, and on other systems than Linux. */
const providerMemory = ({ env }: Stack): readonly number[] => {
  if (process.platform !== "linux") return [];
  const pid = readdirSync("/proc").find((name) => {
    if (!/^\d+$/.test(name) || !providerProcess.test(proc(name, "cmdline"))) return false;
    return proc(name, "environ").includes(`PULUMI_HOME=${env["PULUMI_HOME"] ?? ""}\0`);
  });
  const kilobytes = pid === undefined ? undefined : /^VmHWM:\s*(\d+) kB$/m.exec(proc(pid, "status"))?.[1];
  return kilobytes === undefined ? [] : [Number(kilobytes) * 1024];
};

const providerProcess = /cmd\/dynamic-provider\/index|pulumi-resource-(launchdarkly|no-operation)-insights/;

/** Returns nothing if the process is gone. */
const proc = (pid: string, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
};

const parallel = ["--parallel", "32"];
const unchecked = ["--disable-integrity-checking"];
const parallelDiff = { PULUMI_PARALLEL_DIFF: "true" };
/** Older engines need the first variable as well. */
const unsaved = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Options of the engine that may make it faster. */
export const engineOptions: readonly {
  readonly name: string;
  readonly args?: readonly string[];
  readonly env?: object;
}[] = [
  { name: "none" },
  { name: "`--skip-preview`", args: ["--skip-preview"] },
  { name: "`--parallel 32`", args: parallel },
  { name: "`PULUMI_PARALLEL_DIFF=true`", env: parallelDiff },
  { name: "`--disable-integrity-checking`", args: unchecked },
  { name: "`PULUMI_SKIP_CHECKPOINTS=true`", env: unsaved },
  { name: "all of them", args: ["--skip-preview", ...parallel, ...unchecked], env: { ...parallelDiff, ...unsaved } },
];

/** The steps to measure with each engine option. */
export const optionSteps = ["up", "noChange", "refresh", "destroy"] as const;

/** Returns the seconds of these steps with an engine option. */
export const runWithOption = (
  { args = [], env = {} }: (typeof engineOptions)[number],
  groups: number,
  signal: AbortSignal,
): Promise<readonly number[]> =>
  onStack({ ...env }, async (stack, emulator) => {
    await declare(stack, "this provider", groups, 0);
    const seconds: number[] = [];
    for (const name of optionSteps) {
      const operation = name === "noChange" ? "up" : name;
      seconds.push((await measure(stack, emulator, [operation, "--yes", ...args], signal)).seconds);
    }
    return seconds;
  });
