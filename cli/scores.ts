import { styleText } from "node:util";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { getScoredGroup, getScores } from "../provider/api/insightGroups.js";
import { describeGroup } from "../provider/errors/describeOperation.js";
import { callApi } from "./callApi.js";
import { print } from "./output.js";
import { judge } from "./scoreGate.js";
import { help, scoresOptions, type ScoresOptions } from "./scoresOptions.js";
import { toJson, toMarkdown, toTable, type ScoresReport } from "./scoresReport.js";

/** Prints scores; returns 8 if they do not meet the requirements. */
export const scores = async (args: readonly string[]): Promise<number> => {
  const options = scoresOptions(args);
  if (options === "help") {
    await print(help);
    return 0;
  }
  const found = await scoresOf(options.subject);
  const verdicts = judge(options.requirements, found.scores);
  await print(formats[options.format]({ ...found, verdicts }));
  const shortfalls = verdicts.flatMap(({ shortfall }) => shortfall ?? []);
  for (const shortfall of shortfalls) process.stderr.write(`not met: ${shortfall}\n`);
  return shortfalls.length === 0 ? 0 : 8;
};

const scoresOf = (subject: ScoresOptions["subject"]): Promise<Omit<ScoresReport, "verdicts">> => {
  if (subject.group === undefined) {
    const { projectKey, environmentKey, applicationKeys } = subject;
    const object = `insight scores of project "${projectKey}", environment "${environmentKey}"`;
    const about = applicationKeys.length === 0 ? { ...subject, applicationKeys: undefined } : subject;
    return callApi(
      { verb: "read", object },
      pipe(
        getScores(subject),
        RTE.map((found) => ({ ...about, ...found })),
      ),
    );
  }
  return callApi(
    { verb: "read", object: describeGroup(subject.group) },
    pipe(
      getScoredGroup(subject.group),
      RTE.map(({ key, projectKey, environmentKey, applicationKeys, scoreMetadata, scores: found }) => ({
        group: key,
        projectKey,
        environmentKey,
        applicationKeys,
        period: scoreMetadata?.period,
        lastPeriod: scoreMetadata?.lastPeriod,
        scores: found,
      })),
    ),
  );
};

const colors = new Map<string, Parameters<typeof styleText>[0]>([
  ["excellent", "green"],
  ["good", "cyan"],
  ["fair", "yellow"],
  ["needsAttention", "red"],
  ["notCalculated", "dim"],
  ["unknown", "dim"],
]);

/** Colors a cell on a terminal, unless NO_COLOR is set. */
const paint = (cell: string, indicator: string): string => {
  const color = colors.get(indicator);
  return color === undefined ? cell : styleText(color, cell, { stream: process.stdout });
};

const formats: Readonly<Record<ScoresOptions["format"], (report: ScoresReport) => string>> = {
  table: (report) => toTable(report, paint),
  json: toJson,
  markdown: toMarkdown,
};
