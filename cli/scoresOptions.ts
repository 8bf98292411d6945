import * as E from "fp-ts/Either";
import { ListedKey } from "../provider/functions/arguments.js";
import { Key, ProjectKey } from "../provider/model/keys.js";
import { parseRequirements, type Requirement } from "./scoreGate.js";
import { decodeOption, environmentVariables, exitCodes, parseOptions, UsageError } from "./usage.js";

/** The options of the scores command. */
export interface ScoresOptions {
  readonly subject: Subject;
  readonly format: "table" | "json" | "markdown";
  readonly requirements: readonly Requirement[];
}

/** An insight group, or an environment with some or all of its applications. */
type Subject =
  | { readonly group: Key }
  | {
      readonly group: undefined;
      readonly projectKey: Key;
      readonly environmentKey: Key;
      readonly applicationKeys: readonly Key[];
    };

/** Parses the command line; throws a `UsageError` if it cannot be understood. */
export const scoresOptions = (args: readonly string[]): ScoresOptions | "help" => {
  const values = parseOptions(args, flags);
  if (values.help === true) return "help";
  if (values.json === true && values.markdown === true) {
    throw new UsageError("--json and --markdown cannot be combined");
  }
  return {
    subject: subjectOf(values),
    format: values.json === true ? "json" : values.markdown === true ? "markdown" : "table",
    requirements: (values.require ?? []).flatMap((text) => {
      const parsed = parseRequirements(text);
      if (E.isRight(parsed)) return parsed.right;
      throw new UsageError(`--require: ${parsed.left}`);
    }),
  };
};

interface SubjectValues {
  readonly group?: string;
  readonly project?: string;
  readonly environment?: string;
  readonly application?: readonly string[];
}

const subjectOf = ({ group, project, environment, application = [] }: SubjectValues): Subject => {
  const key = decodeOption("group", Key, group);
  const projectKey = decodeOption("project", ProjectKey, project);
  const environmentKey = decodeOption("environment", ProjectKey, environment);
  const applicationKeys = application.flatMap((each) => decodeOption("application", ListedKey, each) ?? []);
  if (key !== undefined) {
    if (projectKey === undefined && environmentKey === undefined && application.length === 0) return { group: key };
    throw new UsageError("--group cannot be combined with --project, --environment or --application");
  }
  if (projectKey !== undefined && environmentKey !== undefined) {
    return { group: undefined, projectKey, environmentKey, applicationKeys };
  }
  throw new UsageError("pass --project and --environment, or --group");
};

const flags = {
  project: { type: "string" },
  environment: { type: "string" },
  application: { type: "string", multiple: true },
  group: { type: "string" },
  require: { type: "string", multiple: true },
  json: { type: "boolean" },
  markdown: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const help = `Usage: pulumi-launchdarkly-insights scores (--project KEY --environment KEY | --group KEY) [options]

Prints the scores of an environment or of an insight group: each metric with its score, its indicator and the change of
the score since the last period. With --require, fails if a score is too low:
  pulumi-launchdarkly-insights scores --group checkout --require "overall>=70,leadTime>=fair"

${environmentVariables}

Options:
  --project KEY         the project
  --environment KEY     the environment
  --application KEY     only the data of this application. Can be repeated
  --group KEY           the insight group, instead of the options above
  --require LIST        the minimums of metrics: METRIC>=SCORE (0 to 100) or METRIC>=INDICATOR (excellent, good, fair or
                        needsAttention), separated by commas. Can be repeated. A metric without a score meets no minimum
  --json                print JSON: group, projectKey, environmentKey, applicationKeys, period, lastPeriod, scores (by
                        metric: score, indicator, change) and requirements (metric, atLeast, met, shortfall). null means
                        no value; times are epoch milliseconds
  --markdown            print Markdown, such as for the job summary in GitHub Actions
  --help, -h            print this

${exitCodes}
`;
