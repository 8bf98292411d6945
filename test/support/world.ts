import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index.js";
import { newStack, type Adapter, type Stack } from "./stack.js";

export const accessToken = "api-5e1f0d9c-canary";

/** A stack of the real engine and its emulator, for all tests of a suite. */
export interface EngineTestbed {
  readonly stack: Stack;
  readonly emulator: Emulator;
  /** Returns the calls since the last time, such as `PATCH checkout 200`. */
  calls(): readonly string[];
}

/** Makes the testbed before the tests of the suite and removes it after them. */
export const makeEngineTestbed = (
  options: EmulatorOptions = {},
  env: NodeJS.ProcessEnv = {},
  adapter: Adapter = "dynamic provider",
): EngineTestbed => {
  let stack!: Stack;
  let emulator!: Emulator;
  let seen = 0;
  before(async function () {
    this.timeout(120_000);
    emulator = await startEmulator({ token: accessToken, ...options });
    const account = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: emulator.url };
    stack = await newStack({ ...account, ...env }, adapter);
  });
  after(async () => {
    await emulator.close();
    await stack.remove();
  });
  return {
    get stack() {
      return stack;
    },
    get emulator() {
      return emulator;
    },
    calls: () => {
      const news = emulator.calls.slice(seen);
      seen = emulator.calls.length;
      return news.map(({ method, key, status }) => `${method} ${key ?? ""} ${String(status)}`);
    },
  };
};
