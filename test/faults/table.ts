import type { Outcome } from "./life.js";

/** The outcomes of a scenario's runs. */
export interface Row {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

/** What must not happen, and how often it did. */
const violations = [
  ["failed steps", ({ failures }: Outcome) => failures.length],
  ["orphans", ({ orphans }: Outcome) => orphans],
  ["duplicates", ({ duplicates }: Outcome) => duplicates],
  ["lost groups", ({ lost }: Outcome) => lost],
  ["false deletions", ({ falseDeletions }: Outcome) => falseDeletions],
  ["leaks of the token", ({ leaks }: Outcome) => leaks],
  ["requests after the engine ended", ({ late }: Outcome) => late],
  ["torn checkpoints", ({ torn }: Outcome) => torn],
] as const;

/** The rows as a Markdown table, with an explanation. */
export const table = (rows: readonly Row[]): string => {
  const head = ["Scenario", "Runs", "Violations", "Calls", "Answered 429", "Time ÷ allowed, worst"];
  const body = rows.map(({ name, outcomes }) => {
    const calls = sum(outcomes.map((each) => each.calls));
    const refused = sum(outcomes.map((each) => each.refused));
    const percent = ((100 * refused) / Math.max(1, calls)).toFixed(1);
    return [name, String(outcomes.length), violationsIn(outcomes), String(calls), `${percent} %`, worst(outcomes)];
  });
  const lines = [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n\nCounted as violations: ${violations.map(([name]) => name).join(", ")}. ${allowed}`;
};

const allowed = "Time ÷ allowed is the duration divided by the shortest that the rate limits permit.";

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
