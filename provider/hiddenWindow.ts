import type { Window } from "./announcedWindow.js";
import type { Clock } from "./clock.js";

export interface HiddenWindow extends Window {
  /** The request that entered at this moment was not refused. */
  readonly passed: (at: number) => void;
  /** It was. @param wait The milliseconds of `Retry-After`, if it was given. */
  readonly refused: (at: number, wait: number | undefined) => void;
}

/** LaunchDarkly's windows last ten seconds. */
const longest = 10_000;
/** The pause after a refusal that says nothing, in milliseconds, and by how much each further one is longer. */
const firstPause = 100;
const growth = 1.2;

/**
 * A window that no header announces: all there is to learn from are refusals. After one, single requests find out when
 * the next window begins; what passed in between is what a window holds, and from one beginning to the next is how long
 * it lasts. Later windows are filled and then waited for without a refusal. Each may hold a little more than the last,
 * so that too low a guess is mended.
 */
export const hiddenWindow = (clock: Clock): HiddenWindow => {
  let started = -Infinity;
  let length = longest;
  let size = Infinity;
  let passed = 0;
  let inFlight = 0;
  let closed: { readonly until: number; readonly pause: number } | undefined;
  let probe: number | undefined;

  const roll = (): void => {
    const now = clock.now();
    if (now < started + length) return;
    if (passed >= size) size += Math.max(1, Math.floor(size / 20));
    [started, passed] = [now, 0];
  };
  const close = (wait: number, pause: number): void => {
    closed = { until: clock.now() + wait, pause };
  };
  return {
    opens: () => {
      if (closed !== undefined) return probe === undefined ? closed.until : Infinity;
      roll();
      return passed + inFlight < size ? -Infinity : started + length;
    },
    entered: (at) => {
      inFlight += 1;
      if (closed !== undefined) probe = at;
    },
    left: (at) => {
      inFlight -= 1;
      if (at === probe) probe = undefined;
    },
    passed: (at) => {
      if (closed !== undefined && at >= closed.until) {
        length = Math.min(longest, at - started);
        [started, passed, closed] = [at, 0, undefined];
      }
      passed += 1;
    },
    refused: (at, wait) => {
      if (closed === undefined) {
        const guess = size === Infinity ? firstPause : Math.max(firstPause, started + length - clock.now());
        size = Math.max(1, passed);
        close(wait ?? guess, firstPause);
      } else if (at >= closed.until) {
        close(wait ?? closed.pause, Math.min(closed.pause * growth, longest));
      }
    },
  };
};
