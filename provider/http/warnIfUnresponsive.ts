import * as E from "fp-ts/Either";
import type { Clock } from "../lib/clock.js";
import type { Transport } from "./client.js";

const reportAfterMs = 5_000;

interface SilenceOptions {
  readonly clock: Clock;
  readonly host: string;
  /** In milliseconds. */
  readonly deadline: number;
  readonly warn: (message: string) => void;
}

/** Warns once per outage that LaunchDarkly does not reply, because the retries may take minutes. */
export const warnIfUnresponsive = (
  transport: Transport,
  { clock, host, deadline, warn }: SilenceOptions,
): Transport => {
  let repliedAt = -Infinity;
  let silentSince: number | undefined;
  let isReported = false;
  return (request, timeoutMs) => async () => {
    const startedAt = clock.now();
    const result = await transport(request, timeoutMs)();
    if (E.isRight(result)) {
      [repliedAt, silentSince, isReported] = [clock.now(), undefined, false];
    } else if (result.left._tag === "NetworkError") {
      silentSince ??= Math.max(startedAt, repliedAt);
      if (!isReported && clock.now() - silentSince >= reportAfterMs) {
        isReported = true;
        const limit = `${String(deadline / 1_000)} s`;
        warn(`no reply from ${host} yet (${result.left.reason}): each operation keeps trying for up to ${limit}`);
      }
    }
    return result;
  };
};
