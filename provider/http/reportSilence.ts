import * as E from "fp-ts/Either";
import type { Clock } from "../lib/clock.js";
import type { Transport } from "./client.js";

/** Milliseconds without a reply after which the user is told. */
const longestSilence = 5_000;

interface Watch {
  readonly clock: Clock;
  readonly host: string;
  /** In milliseconds. */
  readonly deadline: number;
  readonly warn: (message: string) => void;
}

/** Warns, once in each silence, that the service does not reply: the retries may take minutes. */
export const reportSilence = (exchange: Transport, { clock, host, deadline, warn }: Watch): Transport => {
  let heard = -Infinity;
  let since: number | undefined;
  let isReported = false;
  return (request, timeout) => async () => {
    const started = clock.now();
    const answer = await exchange(request, timeout)();
    if (E.isRight(answer)) {
      heard = clock.now();
      since = undefined;
      isReported = false;
    } else if (answer.left._tag === "NetworkError") {
      since ??= Math.max(started, heard);
      if (!isReported && clock.now() - since >= longestSilence) {
        isReported = true;
        warn(
          `no reply from ${host} yet (${answer.left.reason}): each operation keeps trying for up to ${String(deadline / 1_000)} s`,
        );
      }
    }
    return answer;
  };
};
