import { faultKinds, type Faults } from "../../emulator/index.js";
import type { Adapter } from "../support/stack.js";
import { declared } from "./declared.js";
import { live, type Outcome } from "./life.js";

/** Runs a lifecycle in which a third of all calls fail, in every possible way. Every step must succeed at once. */
export const faultyLife = (seed: number, adapter?: Adapter): Promise<Outcome> =>
  live(
    { seed, faults: { ...evenly(1 / 3), slowMs: 3_000 } },
    { LAUNCHDARKLY_REQUEST_TIMEOUT: "1" },
    async ({ stack, step, declare, compare }) => {
      const nothing = ["--expect-no-changes"];
      for (const version of [0, 1, 2] as const) {
        await declare(declared(6, version));
        await step(`up ${String(version)}`, stack.pulumi("up"));
        await compare(`after up ${String(version)}`);
        await step("preview", stack.pulumi("preview", ...nothing));
      }
      await step("refresh", stack.pulumi("refresh", ...nothing));
      await compare("after refresh");
      await declare([]);
      await step("destroy", stack.pulumi("destroy"));
      await compare("after destroy");
      return undefined;
    },
    adapter,
  );

const evenly = (share: number): Faults => {
  const kinds = Object.keys(faultKinds);
  return Object.fromEntries(kinds.map((kind) => [kind, share / kinds.length]));
};
