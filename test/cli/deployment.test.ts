import { expect } from "chai";
import { account, expectFailure, impatient, token } from "../support/cliAccount.js";
import { commandIn, ended } from "../support/command.js";

const place = ["--project", "shop", "--environment", "production"] as const;
const cart = [...place, "--application", "cart", "--version", "1.2.3"] as const;
const github = { GITHUB_REPOSITORY: "acme/shop-web", GITHUB_SHA: "3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a" };

describe("the deployment command", function () {
  this.timeout(60_000);
  const here = account("deployment");
  const events = (): readonly object[] =>
    [...here.emulator.deploymentEvents.values()].map((event) =>
      Object.fromEntries(Object.entries(event).filter(([name]) => name !== "id")),
    );

  it("records the start and the end of a deployment, which LaunchDarkly combines into one with a duration", async () => {
    const started = await here.run(["started", ...cart, "--event-time", "1700000000000"]);
    const finished = await here.run(["finished", ...cart, "--event-time", "2023-11-14T23:14:20+01:00"]);
    expect(started).to.deep.equal({
      code: 0,
      stdout: 'recorded deployment event "shop/production/cart/1.2.3/started" at 2023-11-14T22:13:20.000Z\n',
      stderr: "",
    });
    expect(finished).to.include({ code: 0, stderr: "" });
    const [deployment, ...others] = here.emulator.deployments.values();
    expect(deployment).to.include({ status: "finished", durationMs: 60_000, version: "1.2.3" });
    expect(others).to.deep.equal([]);
    expect(here.emulator.calls.map(({ method, status }) => `${method} ${String(status)}`)).to.deep.equal([
      "POST 201",
      "POST 201",
    ]);
  });

  it("sends every option, and prints the recorded event with --json", async () => {
    const { code, stdout } = await here.run([
      "failed",
      ...cart,
      ...["--application-name", "Cart", "--application-kind", "browser", "--version-name", "May"],
      ...[
        "--event-time",
        "1700000000000",
        "--event-metadata",
        "url=https://ci.example/7?a=b",
        "--event-metadata",
        "by=",
      ],
      ...["--deployment-metadata", "region=eu", "--json"],
    ]);
    const event = {
      projectKey: "shop",
      environmentKey: "production",
      applicationKey: "cart",
      version: "1.2.3",
      eventType: "failed",
      applicationName: "Cart",
      applicationKind: "browser",
      versionName: "May",
      eventTime: 1_700_000_000_000,
      eventMetadata: { url: "https://ci.example/7?a=b", by: "" },
      deploymentMetadata: { region: "eu" },
    };
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal(event);
    expect(events()).to.deep.equal([event]);
  });

  it("takes the application and the version from the repository and the commit in GitHub Actions, unless options set them", async () => {
    const before = Date.now();
    const defaults = await here.run(["finished", ...place, "--json"], github);
    const given = await here.run(["finished", ...cart, "--json"], github);
    const [first, second] = [defaults, given].map(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>);
    expect(first).to.include({ applicationKey: "shop-web", version: github.GITHUB_SHA });
    expect(first?.["eventTime"]).to.be.within(before, Date.now());
    expect(second).to.include({ applicationKey: "cart", version: "1.2.3" });
    expect(events()).to.deep.equal([first, second]);
  });

  it("records an event once if the reply is lost after LaunchDarkly recorded it", async () => {
    for (const [index, fault] of (["resetAfter", "cutShort", "error500After"] as const).entries()) {
      here.emulator.scriptFaults([fault]);
      const done = await here.run(["finished", ...place, "--application", "cart", "--version", fault]);
      expect(done, fault).to.include({ code: 0, stderr: "" });
      expect(events(), fault).to.have.lengthOf(index + 1);
    }
  });

  it("sends an event again if LaunchDarkly did not receive it or temporarily refused it", async () => {
    here.emulator.scriptFaults(["limitedBare", "html5xx"]);
    const done = await here.run(["started", ...cart]);
    expect(done).to.include({ code: 0, stderr: "" });
    expect(events()).to.have.lengthOf(1);
  });

  it("fails with one line that says what to do if the event cannot be recorded", async () => {
    const run = (env: NodeJS.ProcessEnv): ReturnType<typeof here.run> =>
      here.run(["finished", ...cart], { ...impatient, ...env });
    expectFailure(
      await run({ LAUNCHDARKLY_ACCESS_TOKEN: "api-another" }),
      'Cannot create deployment event "shop/production/cart/1.2.3/finished": LaunchDarkly returned 401',
      "Check LAUNCHDARKLY_ACCESS_TOKEN",
    );
    expectFailure(await run({ LAUNCHDARKLY_ACCESS_TOKEN: "" }), "there is no LaunchDarkly access token");
    here.emulator.behaviour.projects = { store: [] };
    expectFailure(await run({}), "LaunchDarkly returned 404", 'Check that project "shop" exists');
    here.emulator.setFaults({ cutShort: 1 });
    expectFailure(await run({}), "its outcome is unknown", "Run this again");
  });

  it("never prints the token, even if it logs each request", async () => {
    const done = await here.run(["finished", ...cart], { LAUNCHDARKLY_DEBUG: "true" });
    expect(done.stderr).to.include("launchdarkly: POST");
    for (const text of [done.stdout, done.stderr]) expect(text).not.to.include(token);
  });

  it("ends quietly if its reader stops reading, and still records the event", async () => {
    const child = commandIn(here.env, "deployment", "finished", ...cart);
    child.stdout.destroy();
    expect((await ended(child)).stderr).to.equal("");
    expect(events()).to.have.lengthOf(1);
  });

  it("prints help with every flag and its default, without a call", async () => {
    const { code, stdout, stderr } = await here.run(["--help"], { LAUNCHDARKLY_ACCESS_TOKEN: undefined });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const flags = ["project", "environment", "application", "version", "application-name", "application-kind"];
    const more = ["version-name", "event-time", "event-metadata", "deployment-metadata", "json", "help, -h"];
    for (const flag of [...flags, ...more]) expect(stdout).to.match(new RegExp(`^ {2}--${flag} `, "m"));
    expect(stdout).to.include("GITHUB_REPOSITORY").and.to.include("GITHUB_SHA").and.to.include("(default: now)");
    expect((await here.run(["started", "-h"])).stdout).to.equal(stdout);
    expect(here.emulator.calls).to.deep.equal([]);
  });

  it("reports every problem of the event in one line, exits with 2, and makes no call", async () => {
    const invalid = [
      { args: [], says: "pass the event first: started, finished, failed, custom" },
      { args: cart, says: "pass the event first" },
      { args: ["--project", "shop", "finished"], says: "Unexpected argument 'finished'" },
      { args: ["done", ...cart], says: 'the event must be one of "started", "finished", "failed", "custom"' },
      {
        args: ["finished"],
        says: "--project is missing; --environment is missing; --application is missing; --version is missing",
        env: { GITHUB_REPOSITORY: "", GITHUB_SHA: "" },
      },
      { args: ["finished", ...place, "--application="], says: "--application must not be empty", env: github },
      {
        args: ["finished", ...place, "--application", "a/b", "--version", "v1+2", "--application-kind", "phone"],
        says:
          '--application must not contain "/"; --version must contain only letters, digits, ".", "-" and "_"; ' +
          '--application-kind must be one of "server", "browser", "mobile"',
      },
      ...["yesterday", "2026-01-31", "2026-01-31T12:00:00", "2026-13-31T12:00:00Z", "-1"].map((time) => {
        return {
          args: ["finished", ...cart, `--event-time=${time}`],
          says: "--event-time must be epoch milliseconds or",
        };
      }),
      {
        args: ["finished", ...cart, "--event-time", "1700000000"],
        says: "--event-time must be a whole number of milli",
      },
      { args: ["finished", ...cart, "--event-metadata", "a"], says: '--event-metadata must be KEY=VALUE, not "a"' },
      { args: ["finished", ...cart, "--deployment-metadata", "=a"], says: "--deployment-metadata must be KEY=VALUE" },
      {
        args: ["finished", ...cart, "--event-metadata", "a=1", "--event-metadata", "a=2"],
        says: '--event-metadata has "a" twice',
      },
      { args: ["finished", ...cart, "--app", "cart"], says: "Unknown option '--app'" },
    ];
    const all = await Promise.all(invalid.map(({ args, ...more }) => here.run(args, "env" in more ? more.env : {})));
    for (const [index, { says }] of invalid.entries()) {
      expect(all[index]).to.include({ code: 2, stdout: "" });
      expect(all[index]?.stderr).to.match(/^pulumi-launchdarkly-insights: [^\n]+ \(try --help\)\n$/);
      expect(all[index]?.stderr).to.include(says);
    }
    expect(here.emulator.calls).to.deep.equal([]);
  });
});
