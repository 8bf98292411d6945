import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { scoresOf } from "../../emulator/generateScores.js";
import { newRepository, type Repository } from "../support/pipelineRepository.js";
import { runWorkflow, type JobRun } from "../support/pipelineRun.js";

const token = "api-deployments-5e1f0d9c";

describe("the pipelines that record deployments and require scores, in the real engine,", function () {
  this.timeout(300_000);
  let repository!: Repository;
  let emulator!: Emulator;
  before(async () => {
    emulator = await startEmulator({ token });
    repository = await newRepository();
    const { code, output } = await repository.shell("pulumi stack init production");
    expect(code, output).to.equal(0);
  });
  after(async () => {
    await emulator.close();
    await repository.remove();
  });
  afterEach(() => {
    emulator.onCall(undefined);
    emulator.deployments.clear();
    emulator.deploymentEvents.clear();
  });

  const on = { LAUNCHDARKLY_DEPLOYMENTS: "shop/production" };

  const run = async (
    name: "up" | "scores",
    event_name: string,
    variables: Readonly<Record<string, string>> = {},
    { accessToken = token, ...more }: { readonly accessToken?: string; readonly cancel?: AbortSignal } = {},
  ): Promise<JobRun> => {
    const github = { event_name, repository: "acme/insights", ref: "refs/heads/main", sha: "3f2a1b0c9d8e" };
    const secrets = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, PULUMI_CONFIG_PASSPHRASE: repository.passphrase };
    const vars = { PULUMI_BACKEND_URL: repository.backend, LAUNCHDARKLY_API_HOST: emulator.url, ...variables };
    const { [name]: ended } = await runWorkflow(`${name}.yml`, { github, secrets, vars, ...more }, repository);
    if (ended === undefined) throw new Error(`${name}.yml has no job ${name}`);
    for (const text of [ended.output, ended.summary]) expect(text).not.to.include(token);
    return ended;
  };

  const events = (): readonly string[] => [...emulator.deploymentEvents.values()].map(({ eventType }) => eventType);
  const deployments = (): readonly string[] =>
    [...emulator.deployments.values()].map((each) =>
      [each.projectKey, each.environmentKey, each.applicationKey, each.version, each.status].join(" "),
    );

  it("record a failed deployment, and fail", async () => {
    const another = { name: "Another", key: "checkout", projectKey: "shop", environmentKey: "test", createdAt: 1 };
    emulator.groups.set("checkout", another);
    const { result, output } = await run("up", "push", on);
    expect(result, output).to.equal("failure");
    expect(output).to.include("already has a group with this key");
    expect(events()).to.deep.equal(["started", "failed"]);
    expect(deployments()).to.deep.equal(["shop production insights 3f2a1b0c9d8e failed"]);
    emulator.groups.delete("checkout");
  });

  it("record nothing unless the variable is set", async () => {
    const { result, output } = await run("up", "push");
    expect(result, output).to.equal("success");
    expect([...emulator.groups.keys()]).to.include("checkout");
    expect(events()).to.deep.equal([]);
  });

  it("record a successful deployment with the repository and the commit", async () => {
    const { result, output } = await run("up", "push", on);
    expect(result, output).to.equal("success");
    expect(events()).to.deep.equal(["started", "finished"]);
    expect(deployments()).to.deep.equal(["shop production insights 3f2a1b0c9d8e finished"]);
  });

  it("deploy and succeed although no event can be recorded, and report why", async () => {
    emulator.behaviour.projects = { shop: ["production", "staging", "test"] };
    emulator.groups.delete("shop-test");
    const { result, output } = await run("up", "workflow_dispatch", { LAUNCHDARKLY_DEPLOYMENTS: "shopp/production" });
    expect(
      output.match(/Cannot create deployment event "shopp[^"]*(started|finished)".*returned 404/g),
    ).to.have.lengthOf(2);
    expect(result, output).to.equal("success");
    expect([...emulator.groups.keys()]).to.include("shop-test");
  });

  it("record a canceled deployment as failed", async () => {
    const cancel = new AbortController();
    emulator.onCall(({ path }) => {
      if (path.includes("/insights/")) cancel.abort();
    });
    const { result, output } = await run("up", "workflow_dispatch", on, { cancel: cancel.signal });
    expect(result, output).to.equal("cancelled");
    expect(events()).to.deep.equal(["started", "failed"]);
  });

  it("fail with all scores in the summary if a score is below its requirement", async () => {
    const { code, output, summary } = await run("scores", "schedule");
    expect(code, output).to.equal(8);
    expect(output)
      .to.match(/^::error title=Scores::/m)
      .and.to.match(/^not met: overall must be at least 70, but it is /m);
    expect(summary)
      .to.match(/^### Scores of insight group "checkout" from /)
      .and.to.include("| overall | 42 | fair | ");
  });

  it("succeed, with the scores in the summary, if no score is below its requirement", async () => {
    const applicationKeys = Array.from({ length: 500 }, (_, index) => [`app${String(index)}`]).find((keys) => {
      const { overall, leadTime } = scoresOf({
        projectKey: "shop",
        environmentKey: "production",
        applicationKeys: keys,
      });
      return overall.score >= 70 && leadTime.score >= 40;
    });
    const checkout = emulator.groups.get("checkout") ?? expect.fail();
    emulator.groups.set("checkout", { ...checkout, applicationKeys: applicationKeys ?? expect.fail() });
    const { result, output, summary } = await run("scores", "workflow_dispatch");
    expect(result, output).to.equal("success");
    expect(summary).to.include(">=70 met");
  });

  it("do not report a low score if the scores cannot be read", async () => {
    const { code, output, summary } = await run("scores", "schedule", {}, { accessToken: "api-another" });
    expect(code).to.equal(1);
    expect(output).to.include("LaunchDarkly returned 401").and.not.to.include("::error");
    expect(summary).to.equal("");
  });
});
