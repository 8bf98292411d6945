#!/usr/bin/env node
import "./requireNode.js";
import { deployment } from "./deployment.js";
import { emulator } from "./emulator.js";
import { importExisting } from "./import.js";
import { move } from "./move.js";
import { isClosedPipe, print } from "./output.js";
import { scores } from "./scores.js";
import { exitCodes, UsageError } from "./usage.js";

/** Runs a command and returns its exit code. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  deployment,
  emulator,
  import: importExisting,
  move,
  scores,
};

const help = `Usage: pulumi-launchdarkly-insights <command> [options]

Commands:
  deployment  records that a deployment started, finished or failed
  emulator    runs LaunchDarkly's Engineering Insights API in memory, to test programs without an account
  import      writes a file for \`pulumi import\` with the groups of an account, and a program that declares them
  move        moves a stack from the dynamic provider to the native plugin, or back
  scores      prints the scores of an environment or of a group, and fails if they are below a minimum

Run a command with --help for its options.

${exitCodes}
`;

const run = async ([name, ...args]: readonly string[]): Promise<number> => {
  if (name === "--help" || name === "-h") {
    await print(help);
    return 0;
  }
  if (name === undefined) throw new UsageError("a command is missing");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`unknown command ${JSON.stringify(name)}`);
  return command(args);
};

// `print` reports it; without a listener Node would end the process with a stack trace.
process.stdout.on("error", () => undefined);

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (cause: unknown) => {
    process.exitCode = 1;
    if (isClosedPipe(cause)) return;
    const usage = isUsage(cause);
    const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    process.stderr.write(`pulumi-launchdarkly-insights: ${line}${usage ? " (try --help)" : ""}\n`);
    if (usage) process.exitCode = 2;
  },
);

/** Whether the command line is wrong: `parseArgs` throws its own errors. */
const isUsage = (cause: unknown): boolean =>
  cause instanceof UsageError ||
  (cause instanceof Error && "code" in cause && String(cause.code).startsWith("ERR_PARSE_ARGS_"));
