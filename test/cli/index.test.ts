import { expect } from "chai";
import { command, ended } from "../support/command.js";

describe("the command line", () => {
  it("prints help with its commands and exit codes", async () => {
    const { code, stdout, stderr } = await ended(command("--help"));
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.match(/^Usage: pulumi-launchdarkly-insights <command>/);
    expect(stdout)
      .to.match(/^ {2}deployment /m)
      .and.to.match(/^ {2}emulator /m)
      .and.to.match(/^ {2}import /m)
      .and.to.match(/^ {2}scores /m)
      .and.to.match(/^Exit codes:\n {2}0 {4}done; for emulator: stopped by Ctrl-C or SIGTERM$/m)
      .and.to.match(/^ {2}130 {2}stopped by Ctrl-C; /m);
  });

  it("reports an unknown command in one line, and exits with 2", async () => {
    const { code, stdout, stderr } = await ended(command("toString"));
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
    expect(stderr).to.equal('pulumi-launchdarkly-insights: unknown command "toString" (try --help)\n');
  });

  it("reports a missing command in one line, and exits with 2", async () => {
    const { code, stderr } = await ended(command());
    expect(code).to.equal(2);
    expect(stderr).to.equal("pulumi-launchdarkly-insights: a command is missing (try --help)\n");
  });
});
