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
): Promise<Outcome> =>
  live({ seed, limits: { windowMs, global: perWindow, headers } }, {}, async (life) => {
    const { stack, emulator, step, declare, compare } = life;
    await declare(declared(windows * perWindow));
    await step("up", stack.pulumi("up", "--parallel", "16"));
    await compare("after up");
    const times = emulator.calls.map(({ at }) => at);
    const first = Math.min(...times);
    // The last call may be sent when the last window begins; the first came at some moment of the first one.
    const allowed = (windows - 1) * windowMs - (first % windowMs);
    return (Math.max(...times) - first) / allowed;
  });
