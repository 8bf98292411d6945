import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { pipelines } from "../support/pipelineFile.js";
import { newRepository, type Repository } from "../support/pipelineRepository.js";
import { runWorkflow, type JobRun } from "../support/pipelineRun.js";

const tokens = {
  first: "api-first-5e1f0d9c",
  second: "api-second-77aa01b3",
  third: "api-third-c0ffee12",
  europe: "api-europe-0b5e55ed",
  newEurope: "api-new-europe-f00dcafe",
} as const;

describe("the pipelines, in the real engine,", function () {
  this.timeout(300_000);
  let repository!: Repository;
  let emulator!: Emulator;
  /** The token in the pipeline's secret. */
  let secret: string = tokens.first;

  before(async () => {
    emulator = await startEmulator({ token: tokens.first });
    repository = await newRepository();
    await atDesk("pulumi stack init production");
    await atDesk(`pulumi config set launchdarkly:apiHost ${emulator.url}`);
  });
  after(async () => {
    await emulator.close();
    await repository.remove();
  });

  const expectNoSecret = (...texts: readonly string[]): void => {
    for (const hidden of [...Object.values(tokens), repository.passphrase]) {
      for (const text of texts) expect(text.includes(hidden), `${hidden} is printed`).to.equal(false);
    }
  };

  /** Runs a command outside of the pipeline, which must succeed. */
  const atDesk = async (command: string, variables: NodeJS.ProcessEnv = {}): Promise<string> => {
    const { code, output } = await repository.shell(command, variables);
    expectNoSecret(output);
    expect(code, `${command}\n${output}`).to.equal(0);
    return output;
  };

  const start = async (file: string, event: string, more: object = {}): Promise<Readonly<Record<string, JobRun>>> => {
    const github = { event_name: event, repository: "acme/insights", ref: "refs/heads/main", actor: "ada", ...more };
    const secrets = { LAUNCHDARKLY_ACCESS_TOKEN: secret, PULUMI_CONFIG_PASSPHRASE: repository.passphrase };
    const vars = { PULUMI_BACKEND_URL: repository.backend };
    const jobs = await runWorkflow(file, { github, secrets, vars }, repository);
    for (const { output, summary } of Object.values(jobs)) expectNoSecret(output, summary);
    return jobs;
  };

  /** Runs the job with the same name as its file. */
  const job = async (file: string, event: string, more: object = {}): Promise<JobRun> => {
    const ended = (await start(file, event, more))[file.replace(".yml", "")];
    if (ended === undefined) throw new Error(`${file} has no such job`);
    return ended;
  };

  const succeeds = async (file: string, event: string, more: object = {}): Promise<JobRun> => {
    const ended = await job(file, event, more);
    expect(ended.result, ended.output).to.equal("success");
    return ended;
  };

  /** Returns the calls since the last time, such as `POST 201`. */
  const calls = (): readonly string[] =>
    emulator.calls.splice(0).map(({ method, status }) => `${method} ${String(status)}`);

  const pullRequest = (repositoryOfBranch: string, actor: string): object => ({
    ref: "refs/pull/7/merge",
    actor,
    event: { pull_request: { head: { repo: { full_name: repositoryOfBranch } } } },
  });

  it("show the changes of a pull request in the log and in the summary of the run, and change nothing", async () => {
    const { output, summary } = await succeeds("preview.yml", "pull_request", pullRequest("acme/insights", "ada"));
    for (const text of [output, summary]) {
      expect(text)
        .to.match(/^ +key +: "checkout"$/m)
        .and.to.match(/^ +\+ 5 to create$/m);
    }
    expect(calls()).to.deep.equal([]);
  });

  it("say why a pull request from a fork or Dependabot has no preview, and run nothing from it", async () => {
    for (const [repositoryOfBranch, actor] of [
      ["mallory/insights", "mallory"],
      ["acme/insights", "dependabot[bot]"],
    ] as const) {
      const jobs = await start("preview.yml", "pull_request", pullRequest(repositoryOfBranch, actor));
      expect(jobs["preview"]?.result).to.equal("skipped");
      expect(jobs["no-preview"]?.result).to.equal("success");
      expect(jobs["no-preview"]?.output).to.match(/^::notice title=No preview::[^\n]+\n$/);
    }
  });

  it("create the declared groups from main", async () => {
    await succeeds("up.yml", "push");
    expect(calls()).to.deep.equal(["POST 201", "POST 201", "POST 201", "POST 201"]);
    expect(emulator.groups.get("checkout")?.applicationKeys).to.deep.equal(["cart", "payments"]);
  });

  it("change nothing from a branch", async () => {
    for (const file of ["up.yml", "rotate.yml"]) {
      const { result } = await job(file, "workflow_dispatch", { ref: "refs/heads/idea" });
      expect(result).to.equal("skipped");
    }
  });

  it("fail in a scheduled run after groups were changed and deleted by hand, and report the differences", async () => {
    const checkout = emulator.groups.get("checkout");
    if (checkout === undefined) throw new Error("there is no group to change");
    emulator.groups.set("checkout", { ...checkout, name: "By hand" });
    emulator.groups.delete("shop-test");
    const { code, output, summary } = await job("drift.yml", "schedule");
    expect(code).to.equal(7);
    expect(output).to.match(/^::error title=Drift::/m);
    expect(summary).to.include("InsightGroup::checkout]").and.to.include('~ name: "Checkout" => "By hand"');
    expect(summary)
      .to.include("InsightGroup::shop-test]")
      .and.to.match(/^ +- .*InsightGroup: \(delete\)$/m);
    expect(emulator.groups.get("checkout")?.name).to.equal("By hand");
  });

  it("repair drift if Up is started by hand, and then succeed in a scheduled run", async () => {
    await succeeds("up.yml", "workflow_dispatch");
    expect(emulator.groups.get("checkout")?.name).to.equal("Checkout");
    expect(emulator.groups.has("shop-test")).to.equal(true);
    expect((await succeeds("drift.yml", "schedule")).output).not.to.include("::error");
  });

  it("do not report drift if the token is refused", async () => {
    secret = tokens.second;
    const { code, output } = await job("drift.yml", "workflow_dispatch");
    expect(code).not.to.be.oneOf([0, 7]);
    expect(output).to.include("LaunchDarkly returned 401").and.not.to.include("::error");
  });

  it("report whether a new token of the pipeline works, which needs no other change", async () => {
    const early = await job("rotate.yml", "workflow_dispatch");
    expect(early.result).to.equal("failure");
    expect(early.output).to.include("LaunchDarkly returned 401");
    emulator.setToken(tokens.second);
    calls();
    // A change by hand does not concern the token.
    const checkout = emulator.groups.get("checkout") ?? expect.fail();
    emulator.groups.set("checkout", { ...checkout, name: "By hand" });
    expect((await succeeds("rotate.yml", "workflow_dispatch")).output).to.include("InsightGroup checkout update");
    expect(new Set(calls())).to.deep.equal(new Set(["GET 200"]));
    emulator.groups.set("checkout", checkout);
  });

  it("do not report a token of another account as rotated, although every group looks deleted to it, and change nothing", async () => {
    const state = await atDesk("pulumi stack export");
    const inOurs = inAnotherAccount();
    calls();
    const { result, output } = await job("rotate.yml", "workflow_dispatch");
    expect(result, output).to.equal("failure");
    expect(output).to.match(/^::error title=Not rotated::[^\n]*another account[^\n]*\n$/m);
    expect(output).to.match(/^ *- .*InsightGroup checkout delete/m);
    expect(calls().every((call) => call.startsWith("GET"))).to.equal(true);
    expect(emulator.groups.size).to.equal(0);
    inOurs();
    expect(await atDesk("pulumi stack export")).to.equal(state);
  });

  it("do not report a token as rotated if a token in stack config takes precedence", async () => {
    await atDesk("npm ci");
    await atDesk('printf %s "$OLD" | pulumi config set --secret launchdarkly:accessToken', { OLD: tokens.second });
    await atDesk("pulumi up --yes --skip-preview");
    const { result, output } = await job("rotate.yml", "workflow_dispatch");
    expect(result).to.equal("failure");
    expect(output).to.match(/^::error title=Not rotated::[^\n]*rotate\.sh[^\n]*\n$/);
  });

  it("have a script for a token in stack config, which stops if the new token is of another account", async () => {
    const state = await atDesk("pulumi stack export");
    const inOurs = inAnotherAccount();
    const { code, output } = await repository.shell(join(pipelines, "rotate.sh"), { NEW_TOKEN: tokens.second });
    inOurs();
    expectNoSecret(output);
    expect(code).not.to.equal(0);
    expect(output).to.match(/^Not rotated: .*another account.*$/m);
    expect(await atDesk("pulumi stack export")).to.equal(state);
  });

  it("have a script for a token in stack config, after which everything works without the old token", async () => {
    emulator.setToken(tokens.third);
    await expectRefused();
    await atDesk(join(pipelines, "rotate.sh"), { NEW_TOKEN: tokens.third });
    for (const operation of ["up --refresh", "refresh", "destroy", "up"]) {
      await atDesk(`pulumi ${operation} --yes --skip-preview`);
    }
  });

  it("can remove the token from stack config, which leaves only the token of the pipeline", async () => {
    await atDesk("pulumi config rm launchdarkly:accessToken");
    secret = tokens.third;
    await succeeds("rotate.yml", "workflow_dispatch");
    expect(await atDesk("pulumi stack export"))
      .to.include("InsightGroup::checkout")
      .and.not.to.include("accessToken");
  });

  it("have the same script for the token of an explicit provider, which stops if more than the token changes", async () => {
    const rotate = `${join(pipelines, "rotate.sh")} europeToken`;
    const ours = { LAUNCHDARKLY_ACCESS_TOKEN: tokens.third };
    const news = { ...ours, NEW_TOKEN: tokens.newEurope };
    const europe = await startEmulator({ token: tokens.europe });
    try {
      await atDesk('printf %s "$OLD" | pulumi config set --secret europeToken', { OLD: tokens.europe });
      await appendFile(join(repository.folder, "index.ts"), inEurope(europe.url));
      const early = await repository.shell(rotate, news);
      expect(early.code).not.to.equal(0);
      expect(early.output).to.include("no changes were expected");
      await atDesk("pulumi up --yes --skip-preview", ours);

      europe.setToken(tokens.newEurope);
      await expectRefused(ours);
      await atDesk(rotate, news);
      for (const operation of ["up --refresh", "refresh", "destroy"]) {
        await atDesk(`pulumi ${operation} --yes --skip-preview`, ours);
      }
      expect(emulator.groups.size + europe.groups.size).to.equal(0);
    } finally {
      await europe.close();
    }
  });

  /** Makes the token belong to another account until the returned function is called. */
  const inAnotherAccount = (): (() => void) => {
    const ours = [...emulator.groups];
    emulator.groups.clear();
    return () => {
      for (const [key, each] of ours) emulator.groups.set(key, each);
    };
  };

  const expectRefused = async (variables: NodeJS.ProcessEnv = {}): Promise<void> => {
    const { output } = await repository.shell("pulumi refresh --preview-only", variables);
    expectNoSecret(output);
    expect(output).to.include("LaunchDarkly returned 401");
  };
});

const inEurope = (apiHost: string): string => `
import { Provider } from "pulumi-launchdarkly-insights";
const europe = new Provider("europe", { accessToken: config.requireSecret("europeToken"), apiHost: "${apiHost}" });
new InsightGroup(
  "europe",
  { name: "Europe", key: "europe", projectKey: "shop", environmentKey: "production" },
  { provider: europe },
);
`;
