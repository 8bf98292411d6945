/** The lifecycle of a few insight groups: the real Pulumi engine on the project in Pulumi.yaml, against an emulator. */
import { styleText } from "node:util";
import { color, openSession } from "./demo/session.js";
import { steps } from "./demo/steps.js";
import { engine } from "./engine.js";
import { main } from "./main.js";
import { messageOf } from "./run.js";

const help = `Usage: npm run demo

Shows what Pulumi does with the groups of examples/insightGroups.ts: it creates them, finds nothing to do, finds and
repairs a change made by hand, replaces a group and deletes all of them. Each step verifies what it says.

It connects to an emulator of LaunchDarkly's API on this machine, never to a real account, whatever the environment says.
State and configuration are in a temporary folder, which is removed at the end, also after Ctrl-C.

Options:
  --help, -h  print this

Exit codes:
  0    every step did what it says
  1    one did not; the last line says which one, what was expected and what was found
  2    the command line was not understood
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
  heading(`All ${String(steps.length)} steps did what they say`);
});

const heading = (text: string): void => {
  write(`\n${styleText(["bold", "cyan"], `── ${text}`)}\n`);
};

const write = (text: string): void => {
  process.stdout.write(text);
};
