import type { FaultKind } from "../../emulator/index.js";
import type { Adapter } from "../support/stack.js";
import { declared } from "./declared.js";
import { accessToken, live, type Outcome } from "./life.js";

/** Kinds of a total outage; `revoked` is a token that is no longer valid. */
export const outages = [
  "resetBefore",
  "error500Before",
  "html5xx",
  "html404",
  "cutShort",
  "notJson",
  "slow",
  "revoked",
] as const satisfies readonly (FaultKind | "revoked")[];

/** Runs a refresh during an outage, which must fail and lose nothing. After the outage, nothing may need a change. */
export const outageLife = (seed: number, kind: (typeof outages)[number], adapter?: Adapter): Promise<Outcome> =>
  live(
    { seed },
    { LAUNCHDARKLY_REQUEST_TIMEOUT: "0.5", LAUNCHDARKLY_DEADLINE: "2" },
    async ({ stack, emulator, step, declare, compare, note, falselyDeleted }) => {
      await declare(declared(4));
      await step("up", stack.pulumi("up"));
      if (kind === "revoked") emulator.setToken("api-another-token");
      else emulator.setFaults({ [kind]: 1, slowMs: 60_000 });
      const { code } = await stack.pulumi("refresh");
      if (code === 0) note(`refresh succeeded while everything failed with ${kind}`);
      falselyDeleted(4 - Object.keys(await stack.groups()).length);
      emulator.setFaults(undefined);
      emulator.setToken(accessToken);
      await step("refresh", stack.pulumi("refresh", "--expect-no-changes"));
      await step("up again", stack.pulumi("up", "--expect-no-changes"));
      await compare("after the outage");
      return undefined;
    },
    adapter,
  );
