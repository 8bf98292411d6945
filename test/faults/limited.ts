import type { Call } from "../../emulator/index.js";
import type { Adapter } from "../support/stack.js";
import { declared } from "./declared.js";
import { live, type Outcome } from "./life.js";

/** How the limits are told: by all their headers, by none, or by `Retry-After` alone. */
export const tellings = ["all", "none", "retry-after"] as const;

/** LaunchDarkly's windows, in milliseconds. */
const tenSeconds = 10_000;
const perWindow = 20;

/** Several windows' worth of groups under a limit: nothing may fail, few calls may be refused, and little time be lost. */
export const limitedLife = (
  seed: number,
  headers: (typeof tellings)[number],
  windows = 5,
  windowMs = tenSeconds,
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
 * The time from the first to the last call, over the least that it could be: what the first window left, which may have
 * been near its end, fills the next ones, and the last call may be sent when the last of these begins.
 */
const paceOf = (calls: readonly Call[], needed: number, windowMs: number): number => {
  const times = calls.map(({ at }) => at);
  const first = Math.min(...times);
  const elapsed = first % windowMs;
  const inFirstWindow = calls.filter(({ at, status }) => status !== 429 && at < first - elapsed + windowMs).length;
  const further = Math.ceil((needed - inFirstWindow) / perWindow);
  return (Math.max(...times) - first) / (further * windowMs - elapsed);
};
