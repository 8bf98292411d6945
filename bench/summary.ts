import type { Life } from "./life.js";
import { operations, type OperationName } from "./operations.js";
import type { Provider } from "./programs.js";

/** A life, and of what it was. */
export interface Lived {
  readonly provider: Provider;
  readonly groups: number;
  readonly run: number;
  readonly life: Life;
}

/** The lives of a provider with so many groups, in one: medians, of calls the most. */
export interface Summary {
  readonly provider: Provider;
  readonly groups: number;
  readonly runs: number;
  readonly operations: Readonly<Record<OperationName, { readonly seconds: number; readonly calls: number }>>;
  /** Bytes. */
  readonly state: Life["state"];
  /** The provider process's peak over a whole life, in bytes. */
  readonly memory?: number;
}

export const summarize = (lived: readonly Lived[]): readonly Summary[] => {
  const kinds = [...new Map(lived.map((each) => [`${each.provider} ${String(each.groups)}`, each])).values()];
  return kinds.map(({ provider, groups }) => {
    const lives = lived.filter((each) => each.provider === provider && each.groups === groups).map(({ life }) => life);
    const peaks = lives.flatMap((life) => {
      const memory = operations.flatMap(({ name }) => life.operations[name].memory ?? []);
      return memory.length === 0 ? [] : [Math.max(...memory)];
    });
    const measured = operations.map(({ name }) => {
      const each = lives.map((life) => life.operations[name]);
      const seconds = median(each.map((measurement) => measurement.seconds));
      return [name, { seconds, calls: Math.max(...each.map(({ calls }) => calls)) }] as const;
    });
    return {
      provider,
      groups,
      runs: lives.length,
      // Every name of an operation is among them.
      operations: Object.fromEntries(measured) as Summary["operations"],
      state: {
        group: median(lives.map(({ state }) => state.group)),
        checkpoint: median(lives.map(({ state }) => state.checkpoint)),
      },
      ...(peaks.length === 0 ? {} : { memory: median(peaks) }),
    };
  });
};

export const find = (summaries: readonly Summary[], provider: Provider, groups: number): Summary | undefined =>
  summaries.find((summary) => summary.provider === provider && summary.groups === groups);

/** The numbers of groups with which a provider was measured, ascending. */
export const sizesOf = (summaries: readonly Summary[], provider: Provider): readonly number[] =>
  summaries
    .filter((summary) => summary.provider === provider)
    .map(({ groups }) => groups)
    .sort((a, b) => a - b);

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
};
