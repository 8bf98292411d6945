import type { Call } from "../../emulator/index.js";
import type { Adapter } from "../support/stack.js";
import { declared } from "./declared.js";
import { live, type Outcome } from "./life.js";

/** Headers that report the limits: all, none, or only `Retry-After`. */
export const limitHeaders = ["all", "none", "retry-after"] as const;

/** Length of LaunchDarkly's windows in milliseconds. */
const tenSeconds = 10_000;
const perWindow = 20;

/** Creates groups for several windows of a limit. No call may fail, few may be refused, and little time may be lost. */
export const limitedLife = (
  seed: number,
  headers: (typeof limitHeaders)[number],
  { windows = 5, windowMs = tenSeconds }: { readonly windows?: number; readonly windowMs?: number } = {},
  adapter?: Adapter,
): Promise<Outcome> =>
  live(
    { seed, limits: { windowMs, global: perWindow, headers } },
    {},
    async (life) => {
      const { stack, emulator, step, declare, compare } = life;
      await declare(declared(windows * perWindow));
      await step("up", stack.pulumi("up", "--parallel", "16"));
      await compare("after up");
      return paceOf(emulator.calls, windows * perWindow, windowMs);
    },
    adapter,
  );

/**
 * Returns the time from the first to the last call, divided by its minimum: the first window may have been near its
 * end, and the last call may be sent at the start of the last window.
 */
const paceOf = (calls: readonly Call[], needed: number, windowMs: number): number => {
  const times = calls.map(({ at }) => at);
  const first = Math.min(...times);
  const elapsed = first % windowMs;
  const inFirstWindow = calls.filter(({ at, status }) => status !== 429 && at < first - elapsed + windowMs).length;
  const further = Math.ceil((needed - inFirstWindow) / perWindow);
  return (Math.max(...times) - first) / (further * windowMs - elapsed);
};
