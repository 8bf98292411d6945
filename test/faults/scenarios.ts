import { faultyLife } from "./faulty.js";
import type { Adapter } from "../support/stack.js";
import { killedLife } from "./killed.js";
import type { Outcome } from "./life.js";
import { limitedLife, limitHeaders } from "./limited.js";
import { outageLife, outages } from "./outages.js";

/** A kind of lifecycle, as a row of the table. */
export interface Scenario {
  readonly name: string;
  /** Number of lifecycles of this kind among the hundred of `npm run test:faults`. */
  readonly lives: number;
  readonly live: (seed: number, adapter: Adapter) => Promise<Outcome>;
}

export const scenarios: readonly Scenario[] = [
  { name: "a third of all calls fails, in 12 ways", lives: 30, live: faultyLife },
  ...(["SIGKILL", "SIGINT"] as const).flatMap((signal) =>
    (["create", "update", "delete"] as const).map((phase) => ({
      name: `${signal} of the engine during ${phase}`,
      lives: signal === "SIGKILL" ? 10 : 4,
      live: (seed: number, adapter: Adapter) => killedLife(seed, signal, phase, adapter),
    })),
  ),
  {
    name: `refresh in a total outage, of ${String(outages.length)} kinds`,
    lives: 2 * outages.length,
    live: (seed, adapter) => outageLife(seed, outages[seed % outages.length] ?? "slow", adapter),
  },
  ...limitHeaders.map((headers) => ({
    name: {
      all: "rate limits with headers",
      none: "rate limits without headers",
      "retry-after": "rate limits with Retry-After",
    }[headers],
    lives: 4,
    live: (seed: number, adapter: Adapter) => limitedLife(seed, headers, {}, adapter),
  })),
];
