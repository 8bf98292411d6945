import { markdown } from "./markdown.js";
import { operations, type OperationName } from "./operations.js";
import { find, sizesOf, type Summary } from "./summary.js";

/**
 * The milliseconds that each further group takes, from one size to the next. The engine's own share grows, because it saves
 * the whole state after each step.
 */
export const growthTable = (summaries: readonly Summary[]): string => {
  const sizes = sizesOf(summaries, "ours");
  const steps = sizes.map((groups, index) => [sizes[index - 1] ?? 0, groups] as const);
  const each = (provider: "ours" | "nothing", name: OperationName, [from, to]: readonly [number, number]) => {
    const seconds = (groups: number): number =>
      groups === 0 ? 0 : (find(summaries, provider, groups)?.operations[name].seconds ?? NaN);
    return ((1000 * (seconds(to) - seconds(from))) / (to - from)).toFixed(1);
  };
  return markdown([
    [
      "ms for each further group, ours : nothing",
      ...steps.map(([from, to]) =>
        from === 0 ? `first ${String(to)}, with the start` : `${String(from)} → ${String(to)}`,
      ),
    ],
    ...operations.map(({ name, title }) => [
      title,
      ...steps.map((step) => `${each("ours", name, step)} : ${each("nothing", name, step)}`),
    ]),
  ]);
};
