import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator, type StoredGroup } from "../../emulator/index.js";
import { commandIn, ended, type Ended } from "./command.js";

export const token = "api-2c9e71-canary";

/** A deadline that is too short for many attempts. */
export const impatient = { LAUNCHDARKLY_DEADLINE: "1" } as const;

/** An account for each test of a suite, an empty folder, and a command to run. */
export interface Account {
  readonly emulator: Emulator;
  /** Path of a file in the folder. */
  file(name: string): string;
  /** Creates a group outside of Pulumi. */
  add(key: string, others?: Partial<StoredGroup> & Readonly<Record<string, unknown>>): void;
  /** Creates many groups, and returns their keys in order. */
  addMany(count: number): readonly string[];
  /** Calls `act` when a call arrives, before the response. */
  onCall(which: number | "each", act: () => void): void;
  /** Environment variables of the command. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs the command. */
  run(args?: readonly string[], more?: NodeJS.ProcessEnv, input?: string | Buffer): Promise<Ended>;
}

export const account = (command = "import"): Account => {
  let emulator!: Emulator;
  let folder!: string;
  beforeEach(async () => {
    emulator = await startEmulator({ token });
    folder = await mkdtemp(join(tmpdir(), "insights-import-"));
  });
  afterEach(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  const add: Account["add"] = (key, others) => {
    const group = { key, name: `Team ${key}`, projectKey: "shop", environmentKey: "production", createdAt: 1 };
    emulator.groups.set(key, { ...group, ...others });
  };
  const env = (): NodeJS.ProcessEnv => {
    return { PATH: process.env["PATH"], LAUNCHDARKLY_ACCESS_TOKEN: token, LAUNCHDARKLY_API_HOST: emulator.url };
  };
  return {
    get emulator() {
      return emulator;
    },
    get env() {
      return env();
    },
    file: (name) => join(folder, name),
    add,
    addMany: (count) => {
      const keys = Array.from({ length: count }, (_, index) => `g${String(index).padStart(4, "0")}`);
      for (const key of keys) add(key);
      return keys;
    },
    onCall: (which, act) => {
      emulator.onCall(() => {
        if (which === "each" || which === emulator.calls.length) act();
      });
    },
    run: (args = [], more = {}, input = "") => {
      const child = commandIn({ ...env(), ...more }, command, ...args);
      child.stdin.end(input);
      return ended(child);
    },
  };
};

/** Expects that the command ended with 1 and one line on standard error, and nothing on standard output. */
export const expectFailure = ({ code, stdout, stderr }: Ended, ...says: readonly string[]): void => {
  expect({ code, stdout }).to.deep.equal({ code: 1, stdout: "" });
  expect(stderr).to.match(/^pulumi-launchdarkly-insights: [^\n]+\n$/);
  for (const part of says) expect(stderr).to.include(part);
};
