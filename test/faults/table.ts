import type { Outcome } from "./life.js";

/** The outcomes of the lives of one kind. */
export interface Row {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

const counts = [
  ["failed steps", ({ failures }: Outcome) => failures.length],
  ["orphans", ({ orphans }: Outcome) => orphans],
  ["duplicates", ({ duplicates }: Outcome) => duplicates],
  ["lost", ({ lost }: Outcome) => lost],
  ["false deletions", ({ falseDeletions }: Outcome) => falseDeletions],
  ["leaks", ({ leaks }: Outcome) => leaks],
  ["requests after the engine", ({ late }: Outcome) => late],
  ["torn checkpoints", ({ torn }: Outcome) => torn],
  ["calls", ({ calls }: Outcome) => calls],
] as const;

/** The rows as a Markdown table. */
export const table = (rows: readonly Row[]): string => {
  const head = ["", "lives", ...counts.map(([name]) => name), "refused (429)", "time ÷ allowed, worst"];
  const body = rows.map(({ name, outcomes }) => [
    name,
    String(outcomes.length),
    ...counts.map(([, count]) => String(sum(outcomes.map(count)))),
    `${((100 * sum(outcomes.map(({ refused }) => refused))) / Math.max(1, sum(outcomes.map(({ calls }) => calls)))).toFixed(1)} %`,
    worst(outcomes),
  ]);
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const worst = (outcomes: readonly Outcome[]): string => {
  const paces = outcomes.flatMap(({ pace }) => pace ?? []);
  return paces.length === 0 ? "" : Math.max(...paces).toFixed(2);
};
