import type { Outcome } from "./life.js";

/** The outcomes of a scenario's runs. */
export interface Row {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

/** Counts of what must not happen. */
const violations = [
  ["failed steps", ({ failures }: Outcome) => failures.length],
  ["orphans", ({ orphans }: Outcome) => orphans],
  ["duplicates", ({ duplicates }: Outcome) => duplicates],
  ["lost groups", ({ lost }: Outcome) => lost],
  ["false deletions", ({ falseDeletions }: Outcome) => falseDeletions],
  ["leaks of the token", ({ leaks }: Outcome) => leaks],
  ["requests after the engine ended", ({ late }: Outcome) => late],
] as const;

/** Returns the rows as a Markdown table, with an explanation. */
export const table = (rows: readonly Row[]): string => {
  const head = ["Scenario", "Runs", "Violations", "Calls", "Answered 429", "Time ÷ allowed, worst"];
  const body = rows.map(({ name, outcomes }) => {
    const calls = sum(outcomes.map((each) => each.calls));
    const refused = sum(outcomes.map((each) => each.refused));
    const percent = ((100 * refused) / Math.max(1, calls)).toFixed(1);
    return [name, String(outcomes.length), violationsIn(outcomes), String(calls), `${percent} %`, worst(outcomes)];
  });
  const lines = [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
  const torn = sum(rows.flatMap(({ outcomes }) => outcomes.map((each) => each.torn)));
  return `${lines.join("\n")}

Counted as violations: ${violations.map(([name]) => name).join(", ")}. Time ÷ allowed is the duration divided by the
shortest that the rate limits permit. Pulumi's file backend, killed while it was writing, left ${String(torn)} unreadable
checkpoints, which were [repaired](#interrupted-runs) before the next run.`;
};

const violationsIn = (outcomes: readonly Outcome[]): string =>
  violations
    .map(([name, count]) => [sum(outcomes.map(count)), name] as const)
    .flatMap(([total, name]) => (total > 0 ? [`${String(total)} ${name}`] : []))
    .join(", ") || "0";

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const worst = (outcomes: readonly Outcome[]): string => {
  const paces = outcomes.flatMap(({ pace }) => pace ?? []);
  return paces.length === 0 ? "" : Math.max(...paces).toFixed(2);
};
