import { expect } from "chai";
import { account, expectFailure, impatient, token } from "../support/cliAccount.js";
import { commandIn, ended, fromSource } from "../support/command.js";
import { hasScript, inTerminal } from "../support/terminal.js";
import { scoresOf } from "../../emulator/generateScores.js";

const environment = ["--project", "shop", "--environment", "production"] as const;
const ofAll = scoresOf({ projectKey: "shop", environmentKey: "production", applicationKeys: null });
const { score, indicator } = ofAll.overall;

describe("the scores command", function () {
  this.timeout(60_000);
  const here = account("scores");

  it("prints the scores of an environment, without messages", async () => {
    const { code, stdout, stderr } = await here.run(environment);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.match(
      /^Scores of project "shop", environment "production" from \d{4}-\d\d-\d\d to \S+\n\nmetric /,
    );
    expect(stdout).to.match(new RegExp(`^overall +${String(score)}  ${indicator} +[-+\\d]+$`, "m"));
    expect(here.emulator.calls.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      "GET /api/v2/engineering-insights/insights/scores",
    ]);
  });

  it("prints the scores of some applications, and of a group", async () => {
    here.add("team", { applicationKeys: ["cart", "web"] });
    const [some, group] = await Promise.all([
      here.run([...environment, "--application", "cart", "--application=web", "--json"]),
      here.run(["--group", "team", "--json"]),
    ]);
    const [ofSome, ofGroup] = [some, group].map(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>);
    expect(ofSome).to.deep.include({ group: null, projectKey: "shop", applicationKeys: ["cart", "web"] });
    expect(ofGroup).to.deep.include({ group: "team", environmentKey: "production", applicationKeys: ["cart", "web"] });
    expect(ofGroup?.["scores"]).to.deep.equal(ofSome?.["scores"]);
    expect(ofGroup?.["period"]).to.deep.equal(ofSome?.["period"]);
  });

  it("exits with 0 if every requirement is met", async () => {
    const done = await here.run([...environment, "--require", `overall>=${String(score)},overall>=${indicator}`]);
    expect(done).to.include({ code: 0, stderr: "" });
    expect(done.stdout).to.include(`>=${String(score)} met, >=${indicator} met`);
  });

  it("exits with 8, prints the scores, and names every requirement that is not met on standard error", async () => {
    const require = ["--require", `overall>=${String(score + 1)}`, "--require", "risk>=0,velocity>=excellent"];
    for (const format of [[], ["--json"], ["--markdown"]]) {
      const { code, stdout, stderr } = await here.run([...environment, ...require, ...format]);
      expect(code).to.equal(8);
      expect(stdout).to.include("overall").and.to.include("experimentationCoverage");
      expect(stderr).to.equal(
        `not met: overall must be at least ${String(score + 1)}, but it is ${String(score)} (${indicator})\n` +
          `not met: velocity must be at least excellent, but it is ${String(ofAll.velocity.score)} (${ofAll.velocity.indicator})\n`,
      );
    }
  });

  it("prints the scores although the first replies are lost or refused", async () => {
    here.emulator.scriptFaults(["resetBefore", "cutShort", "html5xx", "limitedBare"]);
    const done = await here.run([...environment, "--require", "risk>=0"]);
    expect(done).to.include({ code: 0, stderr: "" });
    expect(here.emulator.calls.map(({ fault }) => fault !== undefined)).to.deep.equal([true, true, true, true, false]);
  });

  it("exits with 1, never with 8, if the scores cannot be read", async () => {
    const require = ["--require", "overall>=100"];
    const run = (args: readonly string[], env: NodeJS.ProcessEnv): ReturnType<typeof here.run> =>
      here.run([...args, ...require], { ...impatient, ...env });
    expectFailure(
      await run(environment, { LAUNCHDARKLY_ACCESS_TOKEN: "api-another" }),
      'Cannot read insight scores of project "shop", environment "production": LaunchDarkly returned 401',
      "Check LAUNCHDARKLY_ACCESS_TOKEN",
    );
    expectFailure(await run(environment, { LAUNCHDARKLY_ACCESS_TOKEN: "" }), "there is no LaunchDarkly access token");
    expectFailure(
      await run(["--group", "absent"], {}),
      'Cannot read insight group "absent": LaunchDarkly returned 404',
    );
    here.emulator.setFaults({ cutShort: 1 });
    expectFailure(await run(environment, {}), "no reply from LaunchDarkly");
    here.emulator.setFaults({ html404: 1 });
    expectFailure(await run(environment, {}), "the response did not come from LaunchDarkly's API");
  });

  it("never prints the token, even if it logs each request", async () => {
    const done = await here.run(environment, { LAUNCHDARKLY_DEBUG: "true" });
    expect(done.stderr).to.include("launchdarkly: GET");
    for (const text of [done.stdout, done.stderr]) expect(text).not.to.include(token);
  });

  it("ends quietly if its reader stops reading", async () => {
    const child = commandIn(here.env, "scores", ...environment, "--require", "overall>=100");
    child.stdout.destroy();
    expect(await ended(child)).to.deep.include({ code: 1, stderr: "" });
  });

  describe("on a terminal", () => {
    before(function () {
      if (!hasScript()) this.skip();
    });
    const words = [...fromSource, "scores", ...environment];
    const escape = "\x1b[";

    it("shows progress and colors", async () => {
      const { code, stdout } = await inTerminal(words, { ...here.env, TERM: "xterm" });
      expect(code).to.equal(0);
      const [, progress, shown] = stdout.split(`\r${escape}K`);
      expect(progress).to.equal("asking LaunchDarkly");
      expect(shown).to.match(/^Scores of /);
      expect(shown?.split(escape).length).to.be.greaterThan(10);
    });

    it("shows no color if NO_COLOR is set", async () => {
      const { stdout } = await inTerminal(words, { ...here.env, TERM: "xterm", NO_COLOR: "1" });
      expect(stdout.split(`\r${escape}K`).at(-1))
        .to.match(/^Scores of /)
        .and.not.to.include(escape);
    });
  });

  it("shows no color in a pipe", async () => {
    expect((await here.run(environment)).stdout).not.to.include("\x1b");
  });

  it("prints help with every flag and its exit codes, without a call", async () => {
    const { code, stdout, stderr } = await here.run(["--help"], { LAUNCHDARKLY_ACCESS_TOKEN: undefined });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const flags = ["project", "environment", "application", "group", "require", "json", "markdown", "help, -h"];
    for (const flag of flags) expect(stdout).to.match(new RegExp(`^ {2}--${flag} `, "m"));
    expect(stdout).to.match(/^ {2}8 {4}for scores: a requirement is not met$/m);
    expect(here.emulator.calls).to.deep.equal([]);
  });

  it("reports an invalid command line in one line, exits with 2, and makes no call", async () => {
    const invalid = [
      { args: [], says: "pass --project and --environment, or --group" },
      { args: ["--project", "shop"], says: "pass --project and --environment, or --group" },
      { args: [...environment, "--group", "team"], says: "--group cannot be combined with --project" },
      { args: ["--group", "team", "--application", "cart"], says: "--group cannot be combined with" },
      { args: ["--group", ""], says: "--group must not be empty" },
      { args: ["--project=", "--environment", "production"], says: "--project must not be empty" },
      { args: ["--project", "a/b", "--environment", "c"], says: "--project must begin with a letter or a digit" },
      { args: [...environment, "--application", "a,b"], says: '--application must not contain ","' },
      { args: [...environment, "--application="], says: "--application must not be empty" },
      { args: [...environment, "--json", "--markdown"], says: "--json and --markdown cannot be combined" },
      {
        args: [...environment, "--require", "overal>=7"],
        says: '--require: there is no metric "overal": did you mean "overall"?',
      },
      { args: [...environment, "--require="], says: '--require: "" is not METRIC>=MINIMUM' },
      { args: [...environment, "--require", "overall"], says: "without quotes, a shell treats > as a redirection" },
      { args: [...environment, "--requires", "overall"], says: "Unknown option '--requires'" },
    ];
    const all = await Promise.all(invalid.map(({ args }) => here.run(args)));
    for (const [index, { says }] of invalid.entries()) {
      expect(all[index]).to.include({ code: 2, stdout: "" });
      expect(all[index]?.stderr).to.match(/^pulumi-launchdarkly-insights: [^\n]+ \(try --help\)\n$/);
      expect(all[index]?.stderr).to.include(says);
    }
    expect(here.emulator.calls).to.deep.equal([]);
  });
});
