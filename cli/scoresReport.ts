import type { Period } from "../provider/model/insightScores.js";
import { indicatorOf, isRated, metrics, type Metric, type Scores } from "./scoreMetrics.js";
import type { Verdict } from "./scoreGate.js";

/** Scores, their subject, and whether they meet the requirements. */
export interface ScoresReport {
  /** The key of the group; undefined for the scores of an environment. */
  readonly group: string | undefined;
  readonly projectKey: string;
  readonly environmentKey: string;
  /** Undefined for all applications. */
  readonly applicationKeys: readonly string[] | undefined;
  readonly period: Period | undefined;
  readonly lastPeriod: Period | undefined;
  readonly scores: Scores;
  readonly verdicts: readonly Verdict[];
}

/** Formats columns. @param paint Colors the cell of an indicator. */
export const toTable = (report: ScoresReport, paint: (cell: string, indicator: string) => string): string => {
  const rows = rowsOf(report);
  const line = (row: Row): string => {
    const cells = row.map((cell, column) => {
      const width = Math.max(...rows.map((each) => each[column]?.length ?? 0));
      return isNumeric(column) ? cell.padStart(width) : cell.padEnd(width);
    });
    return cells
      .map((cell, column) => (column === 2 ? paint(cell, row[column] ?? "") : cell))
      .join("  ")
      .trimEnd();
  };
  return [titleOf(report), "", ...rows.map(line), ""].join("\n");
};

/** Formats a section in Markdown, for the summary of a job. */
export const toMarkdown = (report: ScoresReport): string => {
  const [head = [], ...rows] = rowsOf(report).map((row) => row.map(escapeMarkdown));
  const rule = head.map((_, column) => (isNumeric(column) ? "---:" : "---"));
  const lines = [head, rule, ...rows].map((row) => `| ${row.join(" | ")} |`);
  return [`### ${escapeMarkdown(titleOf(report))}`, "", ...lines, ""].join("\n");
};

/** Formats JSON. Every property is present, with `null` for no value. */
export const toJson = ({ scores, verdicts, ...report }: ScoresReport): string => {
  const json = {
    ...report,
    scores: Object.fromEntries(metrics.map((metric) => [metric, rated(scores, metric)])),
    requirements: verdicts.map(({ shortfall, ...rest }) => ({ ...rest, met: shortfall === undefined, shortfall })),
  };
  return `${JSON.stringify(json, (_, value: unknown) => value ?? null, 2)}\n`;
};

type Row = readonly string[];

/** Returns the cells under their headings. The last column is present only if there are requirements. */
const rowsOf = ({ scores, verdicts }: ScoresReport): readonly Row[] => {
  const rows = metrics
    .filter((metric) => scores[metric] !== undefined || verdicts.some((verdict) => verdict.metric === metric))
    .map((metric) => {
      const { score, indicator, change } = rated(scores, metric);
      const required = verdicts
        .filter((verdict) => verdict.metric === metric)
        .map(({ atLeast, shortfall }) => `>=${String(atLeast)} ${shortfall === undefined ? "met" : "not met"}`);
      const sign = change !== undefined && change > 0 ? "+" : "";
      return [metric, textOf(score), indicator, `${sign}${textOf(change)}`, required.join(", ")];
    });
  const all = [["metric", "score", "indicator", "change", "required"], ...rows];
  return verdicts.length > 0 ? all : all.map((row) => row.slice(0, -1));
};

/** Whether the column has numbers, which are aligned on the right. */
const isNumeric = (column: number): boolean => column === 1 || column === 3;

interface Rated {
  readonly score: number | undefined;
  readonly indicator: string;
  /** Since the last period. */
  readonly change: number | undefined;
}

const rated = (scores: Scores, metric: Metric): Rated => {
  const found = scores[metric];
  if (found === undefined || !isRated(found)) {
    return { score: undefined, indicator: found === undefined ? "unknown" : indicatorOf(found), change: undefined };
  }
  return { score: found.score, indicator: indicatorOf(found), change: found.diffVsLastPeriod };
};

const textOf = (value: number | undefined): string => (value === undefined ? "-" : String(value));

const titleOf = ({ group, projectKey, environmentKey, applicationKeys = [], period }: ScoresReport): string => {
  const subject =
    group === undefined
      ? [
          `project "${projectKey}"`,
          `environment "${environmentKey}"`,
          ...applicationKeys.map((key) => `application "${key}"`),
        ]
      : [`insight group "${group}"`];
  const when = period === undefined ? "" : ` from ${dateOf(period.startTime)} to ${dateOf(period.endTime)}`;
  return `Scores of ${subject.join(", ")}${when}`;
};

/** Returns the day in UTC, or the number itself if it is not a valid time. */
const dateOf = (ms: number): string =>
  Number.isNaN(new Date(ms).valueOf()) ? String(ms) : new Date(ms).toISOString().slice(0, 10);

const escapeMarkdown = (text: string): string => text.replaceAll(/[\\`*_<|[\]]/g, "\\$&").replaceAll(/\s+/g, " ");
