import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { account } from "../support/cliAccount.js";
import { fromSource, type Ended } from "../support/command.js";
import { hasScript, inTerminal } from "../support/terminal.js";

/** Moves to the beginning of the line and erases it. */
const erase = "\r\x1b[K";

describe("the import command on a terminal", function () {
  this.timeout(60_000);
  const here = account();
  before(function () {
    if (!hasScript()) this.skip();
  });

  /** Returns what a user sees who redirects the file, as the help says. */
  const run = (args: readonly string[] = []): Promise<Ended> =>
    inTerminal([...fromSource, "import", ...args], here.env, `> '${here.file("import.json")}'`);
  /** Returns the lines that remain on a terminal. */
  const left = (text: string): readonly string[] => text.split("\r\n").map((line) => line.split(erase).at(-1) ?? "");

  it("shows its progress on one line, which ends as the number of groups", async () => {
    here.addMany(45);
    const { code, stdout } = await run();
    expect(code).to.equal(0);
    const steps = stdout.split(erase);
    expect(steps).to.deep.equal([
      "",
      "asking LaunchDarkly",
      "page 1 of 3",
      "page 2 of 3",
      "page 3 of 3",
      "",
      "45 groups\r\n",
    ]);
    expect(JSON.parse(await readFile(here.file("import.json"), "utf8")))
      .to.have.property("resources")
      .of.length(45);
  });

  it("reports one group, and that there are none", async () => {
    here.add("a");
    expect(left((await run()).stdout)).to.deep.equal(["1 group", ""]);
    expect(left((await run(["--query", "nobody"])).stdout)).to.deep.equal(["there is no group to import", ""]);
  });

  it("leaves only the error on the screen if it fails", async () => {
    here.addMany(45);
    here.onCall(2, () => {
      here.emulator.setToken("api-another");
    });
    const { code, stdout } = await run();
    expect(code).to.equal(1);
    expect(stdout).to.include("page 1 of 3");
    const [error, ...others] = left(stdout);
    expect(error).to.match(/^pulumi-launchdarkly-insights: Cannot list insight groups: .*401/);
    expect(others).to.deep.equal([""]);
  });
});
