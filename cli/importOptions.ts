import { resolve } from "node:path";
import * as E from "fp-ts/Either";
import { ProjectKey } from "../provider/model/keys.js";
import type { GroupFilter } from "../provider/api/listAllGroups.js";
import { problemsOf, formatProblems } from "../provider/lib/problems.js";
import { exitCodes, parseOptions, UsageError } from "./usage.js";

/** The command line of the command import. */
export interface ImportOptions {
  /** Absent: standard output. */
  readonly out: string | undefined;
  readonly program: string | undefined;
  readonly existing: readonly string[];
  readonly filter: GroupFilter;
}

/** Parses the command line; throws a `UsageError` if it cannot be understood. */
export const importOptions = (args: readonly string[]): ImportOptions | "help" => {
  const values = parseOptions(args, flags);
  if (values.help === true) return "help";
  const [out, program] = [notEmpty("out", values.out), notEmpty("program", values.program)];
  if (program === "-") throw new UsageError("--program must be a file, not standard output");
  if (out !== undefined && program !== undefined && resolve(out) === resolve(program)) {
    throw new UsageError("--out and --program must be two files");
  }
  return {
    out: out === "-" ? undefined : out,
    program,
    existing: (values.existing ?? []).map((file) => notEmpty("existing", file)),
    filter: {
      query: notEmpty("query", values.query),
      projectKey: key("project", values.project),
      environmentKey: key("environment", values.environment),
    },
  };
};

const flags = {
  project: { type: "string" },
  environment: { type: "string" },
  query: { type: "string" },
  out: { type: "string" },
  existing: { type: "string", multiple: true },
  program: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** An empty variable of a script would ask for all groups. */
const notEmpty = <Value extends string | undefined>(option: string, value: Value): Value => {
  if (value === "") throw new UsageError(`--${option} must not be empty`);
  return value;
};

/** No project and no environment can have another key: a typo would silently find no group. */
const key = (option: string, value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const decoded = ProjectKey.decode(value);
  if (E.isRight(decoded)) return decoded.right;
  throw new UsageError(formatProblems(problemsOf(decoded.left), `--${option}`));
};

export const help = `Usage: pulumi-launchdarkly-insights import [options]

Lists the insight groups of an account and writes a file that brings them into a stack, by their keys for names:
  pulumi-launchdarkly-insights import --program groups.ts --out import.json
  pulumi import --file import.json --generate-code=false

The account is that of the environment variable LAUNCHDARKLY_ACCESS_TOKEN, at LAUNCHDARKLY_API_HOST (default:
https://app.launchdarkly.com).

Options:
  --project KEY         only groups of this project
  --environment KEY     only groups of environments with this key
  --query TEXT          only groups whose name matches, in LaunchDarkly's own way
  --out FILE            write to this file instead of standard output: in UTF-8, which > of Windows PowerShell is not. The
                        file must not exist; - is standard output
  --existing FILE       leave out the groups of a stack, from a file of \`pulumi stack export\`; - is standard input. May be
                        given several times
  --program FILE        write the TypeScript program that declares the groups, too. The file must not exist
  --help, -h            print this

${exitCodes("done", "stopped by Ctrl-C; no file was written")}
`;
