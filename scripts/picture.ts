/** Draws docs/drift.svg: the drift check of the demo, as the real Pulumi engine prints it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exitCodeOfDrift, steps } from "./demo/steps.js";
import { openSession } from "./demo/session.js";
import { engine } from "./engine.js";
import { main } from "./runScript.js";
import { terminalSvg } from "./terminalSvg.js";

const help = `Usage: npm run picture

Creates the groups of examples/insightGroups.ts in an emulator, renames one of them, and draws the output of the drift check
as docs/drift.svg. It never connects to a real account.
`;

main(help, {}, async (_, signal) => {
  process.env["FORCE_COLOR"] = "1"; // for the session, also without a terminal
  const session = await openSession(await engine(signal), signal);
  try {
    for (const { run } of steps.slice(0, 4)) await run(session);
    const check = ["refresh", "--preview-only", "--expect-no-changes", "--diff"];
    const output = await session.pulumi([...check, "--config-file", session.configFile], exitCodeOfDrift);
    const prompt = "\u001B[38;5;2m$\u001B[0m";
    const screen = [
      `${prompt} \u001B[1mpulumi ${check.join(" ")}\u001B[0m`,
      `${output.trimEnd()}\u001B[0m`,
      `${prompt} \u001B[1mecho $?\u001B[0m`,
      String(exitCodeOfDrift),
    ].join("\n");
    const title = "Terminal: pulumi refresh --preview-only --expect-no-changes --diff";
    const description =
      "The drift check of a stack whose group was renamed by hand: name changed from Checkout to Payments, one resource to " +
      `update, four unchanged. Exit code ${String(exitCodeOfDrift)}.`;
    await writeFile(join(session.root, "docs/drift.svg"), terminalSvg(title, description, screen));
  } finally {
    await session.close();
  }
});
