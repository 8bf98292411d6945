/** When something was measured, in epoch milliseconds. */
export interface Period {
  readonly startTime: number;
  readonly endTime: number;
}

const day = 86_400_000;
const length = 28 * day;

/** The four weeks up to the last midnight (UTC), and the four weeks before. */
export const periods = (now: number): { readonly period: Period; readonly lastPeriod: Period } => {
  const end = now - (now % day);
  return {
    period: { startTime: end - length, endTime: end },
    lastPeriod: { startTime: end - 2 * length, endTime: end - length },
  };
};
