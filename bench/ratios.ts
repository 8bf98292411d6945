import { markdown } from "./markdown.js";
import { operations } from "./operations.js";
import { find, sizesOf, type Summary } from "./summary.js";

/** What a row compares. */
interface Row {
  readonly title: string;
  readonly of: (summary: Summary) => number | undefined;
  readonly show: (value: number) => string;
  readonly unit: string;
}

const rows: readonly Row[] = [
  ...operations.map(({ name, title }) => ({
    title,
    of: (summary: Summary) => summary.operations[name].seconds,
    show: (seconds: number) => seconds.toFixed(seconds < 10 ? 2 : 1),
    unit: "s",
  })),
  ...(
    [
      ["inputs and outputs of a group in state", ({ state }) => state.group],
      ["checkpoint ÷ N", ({ state }) => state.checkpoint],
    ] as const satisfies readonly (readonly [string, Row["of"]])[]
  ).map(([title, of]) => ({ title, of, show: (bytes: number) => Math.round(bytes).toLocaleString("en"), unit: "B" })),
  {
    title: "peak memory of the provider process",
    of: ({ memory }) => memory,
    show: (bytes) => (bytes / 2 ** 20).toFixed(0),
    unit: "MiB",
  },
];

/** Ours over the others: ratios first, both figures behind. */
export const ratios = (summaries: readonly Summary[]): string => {
  const columns = [
    ...sizesOf(summaries, "ours").map((groups) => ({
      groups,
      base: "nothing" as const,
      title: `N = ${groups.toLocaleString("en")}`,
    })),
    ...sizesOf(summaries, "plain")
      .slice(-1)
      .map((groups) => ({ groups, base: "plain" as const, title: `÷ plain, N = ${String(groups)}` })),
  ];
  return markdown([
    ["ours ÷ nothing (ours : nothing)", ...columns.map(({ title }) => title)],
    ...rows.map((row) => [
      row.title,
      ...columns.map(({ groups, base }) => cell(row, find(summaries, "ours", groups), find(summaries, base, groups))),
    ]),
  ]);
};

const cell = ({ of, show, unit }: Row, ours: Summary | undefined, base: Summary | undefined): string => {
  const [value, floor] = [ours && of(ours), base && of(base)];
  if (value === undefined || floor === undefined) return "";
  return `**${(value / floor).toFixed(2)}** (${show(value)} : ${show(floor)} ${unit})`;
};
