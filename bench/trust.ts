import { operations } from "./operations.js";
import type { Lived } from "./summary.js";

/** How much the figures are to be trusted, in one sentence. */
export const trust = (lived: readonly Lived[]): string => {
  const most = Math.max(...lived.map(({ run }) => run));
  const runs = most === 1 ? "One run" : `Medians of ${String(most)} interleaved runs (of one above 1,000 groups)`;
  const apart = most === 1 ? "" : `, of which the slowest took up to ${spread(lived).toFixed(2)} times the fastest`;
  return `${runs}${apart}. The emulator and the measuring took ${(100 * overhead(lived)).toFixed(1)} % of one core.`;
};

/** The slowest over the fastest run of the same, where that is most. */
const spread = (lived: readonly Lived[]): number => {
  const alike = Map.groupBy(lived, ({ provider, groups }) => `${provider} ${String(groups)}`);
  const ratios = [...alike.values()].flatMap((lives) =>
    operations.map(({ name }) => {
      const seconds = lives.map(({ life }) => life.operations[name].seconds);
      return Math.max(...seconds) / Math.min(...seconds);
    }),
  );
  return Math.max(...ratios);
};

/** CPU seconds of the emulator and the measuring for each second measured. */
const overhead = (lived: readonly Lived[]): number => {
  const all = lived.flatMap(({ life }) => Object.values(life.operations));
  return sum(all.map((each) => each.overhead)) / sum(all.map(({ seconds }) => seconds));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
