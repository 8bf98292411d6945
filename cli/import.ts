import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import * as E from "fp-ts/Either";
import { check } from "../provider/check.js";
import { environment } from "../provider/environment.js";
import { listing, type Filter } from "../provider/listing.js";
import { argumentsOf, type ListedInsightGroup } from "../provider/model.js";
import { told } from "../provider/problems.js";
import { run } from "../provider/run.js";
import { importFile } from "./importFile.js";
import { hasNamesake, isIn, namesIn, resourcesIn, type Resource } from "./stackExport.js";
import { named } from "./named.js";
import { programOf } from "./program.js";
import { exitCodes, UsageError } from "./usage.js";

/** Writes what `pulumi import` needs to bring in the groups of an account. Nothing is written before all of it is known. */
export const importGroups = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options: flags });
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const program = given("program", values.program);
  const existing = (values.existing ?? []).map((file) => given("existing", file));
  const filter = {
    query: given("query", values.query),
    projectKey: given("project", values.project),
    environmentKey: given("environment", values.environment),
  };
  if (program !== undefined && existsSync(program)) {
    throw new Error(`${program} exists, and is not overwritten: give --program a new file`);
  }
  const managed = (await Promise.all(existing.map(resourcesOf))).flat();
  const found = (await groupsOf(filter)).filter((group) => !isIn(managed, group)).filter(isDeclarable);
  warnOf(found.filter((group) => hasNamesake(managed, group)));
  const groups = named(found, namesIn(managed));
  if (program !== undefined) await writeFile(program, programOf(groups), { flag: "wx" });
  process.stdout.write(importFile(groups));
  if (groups.length === 0) process.stderr.write("there is no group to import\n");
  else show(groups.length === 1 ? "1 group\n" : `${String(groups.length)} groups\n`);
  return 0;
};

const flags = {
  project: { type: "string" },
  environment: { type: "string" },
  query: { type: "string" },
  existing: { type: "string", multiple: true },
  program: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** An empty variable of a script would ask for all groups. */
const given = <Value extends string | undefined>(option: string, value: Value): Value => {
  if (value === "") throw new UsageError(`--${option} must not be empty`);
  return value;
};

const resourcesOf = async (file: string): Promise<readonly Resource[]> => {
  const exported = await (file === "-" ? text(process.stdin) : readFile(file, "utf8")).catch((cause: unknown) => {
    throw new Error(`--existing ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  const found = resourcesIn(exported);
  if (E.isRight(found)) return found.right;
  throw new Error(`--existing ${file} is not what \`pulumi stack export\` writes: ${found.left}`);
};

const groupsOf = async (filter: Filter): Promise<readonly ListedInsightGroup[]> => {
  // The other places where the provider looks are a stack's.
  if ((process.env["LAUNCHDARKLY_ACCESS_TOKEN"] ?? "") === "") throw new Error(missingToken);
  show("asking LaunchDarkly");
  const all = listing(filter, (done, pages) => {
    show(`page ${String(done)} of ${String(pages)}`);
  });
  const groups = await run(
    { by: "command", verb: "list", object: "insight groups" },
    all,
    environment(() => undefined)(),
  );
  show("");
  if (E.isLeft(groups)) throw new Error(groups.left.message);
  return groups.right;
};

/** What a program could not declare would make its every preview fail. */
const isDeclarable = (group: ListedInsightGroup): boolean => {
  const found = check({ ...argumentsOf(group) });
  if (E.isRight(found)) return true;
  process.stderr.write(`warning: insight group ${JSON.stringify(group.key)} is left out: ${told(found.left)}\n`);
  return false;
};

/** Only the user can tell another account's group from one that somebody has deleted and made again. */
const warnOf = (namesakes: readonly ListedInsightGroup[]): void => {
  for (const { key } of namesakes) {
    process.stderr.write(
      `warning: a stack of --existing has an insight group ${JSON.stringify(key)} that was created at another time. If it ` +
        "is of the same account, run `pulumi refresh` and export the stack again\n",
    );
  }
};

const missingToken =
  "there is no LaunchDarkly access token in the environment variable LAUNCHDARKLY_ACCESS_TOKEN. One in stack config is " +
  'given with LAUNCHDARKLY_ACCESS_TOKEN="$(pulumi config get launchdarkly:accessToken)"';

/** Only to a person: in the place of what was shown before. */
const show = (line: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
};

const help = `Usage: pulumi-launchdarkly-insights import [options] > import.json

Lists the insight groups of an account and writes a file that brings them into a stack, by their keys for names:
  pulumi import --file import.json --generate-code=false

The account is that of the environment variable LAUNCHDARKLY_ACCESS_TOKEN, at LAUNCHDARKLY_API_HOST (default:
https://app.launchdarkly.com).

Options:
  --project KEY         only groups of this project
  --environment KEY     only groups of environments with this key
  --query TEXT          only groups whose name matches, in LaunchDarkly's own way
  --existing FILE       leave out the groups of a stack, from a file of \`pulumi stack export\`; - is standard input. May be
                        given several times
  --program FILE        write the TypeScript program that declares the groups, too. The file must not exist
  --help, -h            print this

${exitCodes}
`;
