import { resolve } from "node:path";
import { ProjectKey } from "../provider/model/keys.js";
import type { GroupFilter } from "../provider/api/listAllGroups.js";
import { decodeOption, environmentVariables, exitCodes, notEmpty, parseOptions, UsageError } from "./usage.js";

/** The options of the import command. */
export interface ImportOptions {
  /** Undefined for standard output. */
  readonly out: string | undefined;
  readonly program: string | undefined;
  readonly existing: readonly string[];
  readonly of: "groups" | "repositories";
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
  const { repositories = false, environment, query } = values;
  if (repositories && (environment ?? query) !== undefined) {
    throw new UsageError("--repositories cannot be combined with --environment or --query");
  }
  return {
    of: repositories ? "repositories" : "groups",
    out: out === "-" ? undefined : out,
    program,
    existing: (values.existing ?? []).map((file) => notEmpty("existing", file)),
    filter: {
      query: notEmpty("query", query),
      projectKey: decodeOption("project", ProjectKey, values.project),
      environmentKey: decodeOption("environment", ProjectKey, environment),
    },
  };
};

const flags = {
  project: { type: "string" },
  environment: { type: "string" },
  query: { type: "string" },
  repositories: { type: "boolean" },
  out: { type: "string" },
  existing: { type: "string", multiple: true },
  program: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export const help = `Usage: pulumi-launchdarkly-insights import [options]

Lists the insight groups of an account and writes a file that imports them into a stack, named by their keys. With
--repositories, lists the associations of repositories with projects instead:
  pulumi-launchdarkly-insights import --program groups.ts --out import.json
  pulumi import --file import.json --generate-code=false

${environmentVariables}

Options:
  --repositories        import associations of repositories with projects (RepositoryProject) instead of groups
  --project KEY         only groups or associations of this project
  --environment KEY     only groups of environments with this key
  --query TEXT          only groups whose name matches, as LaunchDarkly's search does
  --out FILE            write a new file, in UTF-8 (unlike > in Windows PowerShell), instead of standard output; - is standard
                        output
  --existing FILE       omit the resources of a stack, from a file of \`pulumi stack export\`; - is standard input. Can be
                        repeated
  --program FILE        also write the TypeScript program that declares them, to a new file
  --help, -h            print this

${exitCodes}
`;
