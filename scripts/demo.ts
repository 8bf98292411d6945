/** Runs the lifecycle of a few insight groups: the real engine with the project in Pulumi.yaml, against an emulator. */
import { styleText } from "node:util";
import { color, openSession } from "./demo/session.js";
import { steps } from "./demo/steps.js";
import { engine } from "./engine.js";
import { main } from "./runScript.js";
import { messageOf } from "./runCommand.js";

const help = `Usage: npm run demo

Creates the groups of examples/insightGroups.ts, runs again without changes, detects and repairs drift, replaces a group and
deletes all groups. Each step verifies its result.

The demo connects only to an emulator of LaunchDarkly's API on this machine, whatever the environment variables say. State
and configuration are in a temporary folder, which is removed at the end, even after Ctrl-C.

Options:
  --help, -h  print this help

Exit codes:
  0    all steps succeeded
  1    a step failed; the last line says which, what was expected and what was found
  2    invalid command line
  130  stopped by Ctrl-C
`;

main(help, {}, async (_, signal) => {
  const session = await openSession(await engine(signal), signal);
  try {
    const variables = Object.entries(session.settings).map(([name, value]) => `  ${name}=${value}\n`);
    write(`\nThe commands below run in ${session.root}, with --color ${color()} and\n${variables.join("")}\n`);
    for (const [index, { title, run }] of steps.entries()) {
      heading(`${String(index + 1)} of ${String(steps.length)}: ${title}`);
      try {
        write(`${styleText("green", "✓")} ${await run(session)}\n`);
      } catch (cause) {
        signal.throwIfAborted();
        throw new Error(`step ${String(index + 1)} (${title}) failed: ${messageOf(cause)}`, { cause });
      }
    }
  } finally {
    await session.close();
  }
  heading(`All ${String(steps.length)} steps succeeded`);
});

const heading = (text: string): void => {
  write(`\n${styleText(["bold", "cyan"], `── ${text}`)}\n`);
};

const write = (text: string): void => {
  process.stdout.write(text);
};
