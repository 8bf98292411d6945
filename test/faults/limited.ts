import { declared } from "./declared.js";
import { live, type Outcome } from "./life.js";

export type Headers = "all" | "none" | "retry-after";

const groups = 60;
const perWindow = 20;
/** LaunchDarkly's windows, in milliseconds. */
const windowMs = 10_000;

/** Three windows' worth of groups under a limit: nothing may fail, few calls may be refused, and little time be lost. */
export const limitedLife = (seed: number, headers: Headers): Promise<Outcome> =>
  live(
    { seed, limits: { windowMs, global: perWindow, headers } },
    {},
    async ({ stack, emulator, step, declare, compare }) => {
      await declare(declared(groups));
      await step("up", stack.pulumi("up", "--parallel", "16"));
      await compare("after up");
      const times = emulator.calls.map(({ at }) => at);
      // From the first call, which may come late in its window, to the last one of the last window.
      const first = Math.min(...times);
      const untilNext = windowMs - (first % windowMs);
      const allowed = untilNext + (groups / perWindow - 2) * windowMs;
      return (Math.max(...times) - first) / allowed;
    },
  );
