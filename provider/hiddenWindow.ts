import type { Window } from "./announcedWindow.js";
import type { Clock } from "./clock.js";

export interface HiddenWindow extends Window {
  /** The request that entered at this moment has ended. */
  readonly left: (at: number, ending: Ending) => void;
}

/** How a request ended; `"neither"` where no window that is hidden had a say in it. */
export type Ending = "passed" | "neither" | Refusal;

export interface Refusal {
  /** The milliseconds of `Retry-After`, if it was given. */
  readonly wait: number | undefined;
}

/** LaunchDarkly's windows last ten seconds. */
const longest = 10_000;
/** The pause after a refusal that may mean nothing, in milliseconds. */
const doubt = 200;
/** The pause after one that does not tell when the next window begins. Each further one is longer. */
const firstPause = 1_000;
/** By how much a window is tried to be shorter than the last. */
const shorter = 0.9;
/** So many full windows without a refusal, and the next is taken to hold more, and each after it more still. */
const patience = 4;

interface Closed {
  readonly until: number;
  /** Milliseconds from then, if it is still closed then. */
  readonly pause: number;
  /** Whether it ought to be open then, is tried to be, nothing is known, or it may never have been closed. */
  readonly why: "expected" | "tried" | "unknown" | "doubted";
}

/**
 * A window that no header announces: all there is to learn from are refusals. After one, single requests find out when
 * the next window begins. What passed until then is what a window holds: later ones are filled and then waited for, and
 * opened by a single request. What was learned is tried anew: a window may last shorter, or hold more.
 */
export const hiddenWindow = (clock: Clock): HiddenWindow => {
  let started = clock.now();
  let length = longest;
  /** A length to try, from the first window on that was seen to begin, until a try is refused. */
  let trial: number | undefined;
  let size = Infinity;
  let passed = 0;
  let full = 0;
  let inFlight = 0;
  let closed: Closed | undefined;
  let probe: number | undefined;

  const begin = (at: number): void => {
    if (closed?.why === "tried") [length, trial] = [at - started, (at - started) * shorter];
    // Where nothing passed, others had used it up: it tells nothing of what it holds.
    if (size === Infinity && passed > 0) [size, trial] = [passed, Math.min(longest / 2, at - started)];
    else if (passed < size && passed > 0) [size, full] = [passed, 0];
    else if (passed >= size && ++full >= patience) size += Math.max(1, Math.floor(size / 20)) * 2 ** (full - patience);
    [started, passed, closed] = [at, 1, undefined];
  };

  const close = (wait: number | undefined): void => {
    const [after, why] =
      size === Infinity
        ? ([clock.now() + firstPause, "unknown"] as const)
        : trial === undefined
          ? ([started + length, "expected"] as const)
          : ([started + trial, "tried"] as const);
    closed = { until: wait === undefined ? after : clock.now() + wait, pause: firstPause, why };
  };

  const question = (wait: number | undefined): void => {
    const isLikely = wait !== undefined || (size < Infinity && passed >= size / 2);
    if (isLikely) close(wait);
    else closed = { until: clock.now() + doubt, pause: firstPause, why: "doubted" };
  };

  const probeRefused = ({ why, pause }: Closed, wait: number | undefined): void => {
    if (why === "doubted") {
      close(wait);
      return;
    }
    if (why === "tried") {
      const longer = 2 * (trial ?? length);
      trial = length === longest && longer < longest ? longer : undefined;
      close(wait);
      return;
    }
    if (why === "expected") length = Math.min(longest, length / shorter);
    // The more a window holds, the more refusals its beginning is worth.
    const growth = 1 + 10 / Math.max(10, passed);
    closed = { until: clock.now() + (wait ?? pause), pause: Math.min(longest, pause * growth), why: "unknown" };
  };

  return {
    opens: () => {
      if (closed === undefined && passed >= size) close(undefined);
      if (closed !== undefined) return probe === undefined ? closed.until : Infinity;
      return passed + inFlight < size ? -Infinity : Infinity;
    },
    entered: (at) => {
      inFlight += 1;
      if (closed !== undefined) probe = at;
    },
    left: (at, ending) => {
      inFlight -= 1;
      const isProbe = closed !== undefined && at >= closed.until;
      if (ending === "passed") {
        if (isProbe && closed?.why === "doubted") closed = undefined;
        if (closed !== undefined && isProbe) begin(at);
        else passed += 1;
      } else if (ending !== "neither") {
        if (closed === undefined && at >= started) question(ending.wait);
        else if (closed !== undefined && isProbe) probeRefused(closed, ending.wait);
      }
      if (at === probe) probe = undefined;
    },
  };
};
