/** The life of a few insight groups: the real Pulumi engine on the project in Pulumi.yaml, against an emulator. */
import { parseArgs } from "node:util";
import { command } from "./command.js";
import { openScene, type Scene } from "./demo/scene.js";
import { colours, heading, verified, write } from "./demo/screen.js";
import { story, type Step } from "./demo/story.js";
import { engine } from "./engine.js";

const help = `Usage: npm run demo

Shows what Pulumi does with the groups of examples/insightGroups.ts: it creates them, finds nothing to do, finds and
repairs a change made by hand, replaces a group and removes all of them. Each step verifies what it says.

It talks to an emulator of LaunchDarkly's API on this machine, never to a real account, whatever is in the environment. State and
configuration are in a temporary folder, which is removed at the end, also after Ctrl-C.

Options:
  --help, -h  print this

Exit codes:
  0    every step did what it says
  1    one did not; the last line says which one, what was expected and what was seen
  130  stopped by Ctrl-C
`;

command(async (args, signal) => {
  const { values } = parseArgs({ args: [...args], options: { help: { type: "boolean", short: "h" } } });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const scene = await openScene(await engine(signal), signal);
  try {
    write(
      `\nThe commands below run in ${scene.root}, with --color ${colours() ? "always" : "never"} and\n${assignments(scene)}\n`,
    );
    for (const [index, step] of story.entries()) await played(scene, index + 1, step, signal);
  } finally {
    await scene.close();
  }
  heading(`Every one of the ${String(story.length)} steps did what it says`);
});

const played = async (scene: Scene, number: number, { title, play }: Step, signal: AbortSignal): Promise<void> => {
  heading(`${String(number)} of ${String(story.length)}: ${title}`);
  try {
    verified(await play(scene));
  } catch (cause) {
    signal.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`step ${String(number)} (${title}) failed: ${why}`, { cause });
  }
};

const assignments = ({ settings }: Scene): string =>
  Object.entries(settings)
    .map(([name, value]) => `  ${name}=${value}`)
    .join("\n");
