import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import type { FunctionName } from "../../../provider/runtime/callFunction.js";
import { deployed, flagEvent, pullRequest, repository, testedAt } from "../../support/family.js";
import { answers, fails, said } from "../../support/live.js";
import { program, type Program } from "../../support/program.js";
import { family, send } from "../../support/send.js";

const environment = { projectKey: "shop", environmentKey: "production" };
const hour = 3_600_000;

interface Item {
  readonly id: string;
}

describe("the functions that read the data behind the scores", () => {
  let emulator: Emulator;
  let here: Program;
  beforeEach(async () => {
    emulator = await startEmulator({
      repositories: [{ key: "acme/zoo", projectKeys: [] }, repository],
      pullRequests: [pullRequest],
      flagEvents: [flagEvent],
      now: () => testedAt,
    });
    await send(emulator, "POST", `${family}/deployment-events`, {
      ...deployed,
      eventType: "finished",
      eventTime: testedAt - hour,
      deploymentMetadata: { build: { number: 7 } },
    });
    here = await program(emulator);
  });
  afterEach(() => emulator.close());

  const asked = () => emulator.calls.slice(1).map(({ path, query }) => `${path.slice(family.length)}?${query}`);
  const list = async (name: FunctionName, args: object) => (await here.ask(name, args)) as readonly Item[];

  describe("getRepositories", () => {
    const repositoryAnswer = (key: string) => ({
      ...{ key, type: "github", url: `https://github.com/${key}`, mainBranch: "main" },
    });
    const projects = { totalCount: 1, items: [{ key: "shop", name: "shop" }] };

    it("returns all repositories with their projects, sorted by key", async () => {
      expect(await here.ask("getRepositories")).to.deep.equal([
        { ...repositoryAnswer("acme/web"), projects },
        { ...repositoryAnswer("acme/zoo"), projects: { totalCount: 0, items: [] } },
      ]);
      expect(asked()).to.deep.equal(["/repositories?expand=projects"]);
    });

    it("omits the projects if expandProjects is false", async () => {
      const found = await here.ask("getRepositories", { expandProjects: false });
      expect(found).to.deep.equal([repositoryAnswer("acme/web"), repositoryAnswer("acme/zoo")]);
      expect(asked()).to.deep.equal(["/repositories?"]);
    });

    it("warns if LaunchDarkly counts more repositories than it lists", async () => {
      const server = await answers(200, { totalCount: 3, items: [repositoryAnswer("acme/web")] });
      const there = await program(server);
      const lines = await said(async () => {
        expect(await there.ask("getRepositories")).to.have.length(1);
      });
      expect(lines.join()).to.include("counts 3 repositories, but lists 1");
      await server.close();
    });
  });

  describe("getDeployments", () => {
    it("returns deployments with numbers and metadata, and expansions only on request", async () => {
      const [found] = await list("getDeployments", environment);
      expect(found).to.deep.include({
        ...{ applicationKey: "web", applicationVersion: "a1b2c3d", environmentKey: "production" },
        ...{ startedAt: testedAt - hour, endedAt: testedAt - hour, status: "finished", kind: "deployment" },
        ...{ active: true, archived: false, numberOfPullRequests: 1, metadata: { build: { number: 7 } } },
      });
      expect(found).not.to.have.any.keys("pullRequests", "flagReferences");
      const [full] = await list("getDeployments", {
        ...environment,
        expandPullRequests: true,
        expandFlagReferences: true,
      });
      expect(full).to.have.nested.property("pullRequests.items[0].title", pullRequest.title);
      expect(full).to.have.nested.property("flagReferences.items[0].flagKey", "new-button");
      const query = "projectKey=shop&environmentKey=production";
      expect(asked()).to.deep.equal([
        `/deployments?${query}&limit=100`,
        `/deployments?${query}&expand=pullRequests%2CflagReferences&limit=100`,
      ]);
    });

    it("sends every filter under LaunchDarkly's name, and times in milliseconds", async () => {
      const window = { from: testedAt - 2 * hour, to: testedAt };
      const filters = {
        ...environment,
        ...window,
        applicationKeys: ["web", "api"],
        status: "finished",
        kind: "deployment",
      };
      expect(await list("getDeployments", filters)).to.have.length(1);
      expect(await list("getDeployments", { ...filters, status: "paused" })).to.deep.equal([]);
      const query = Object.fromEntries(new URLSearchParams(emulator.calls[1]?.query));
      expect(query).to.deep.equal({
        ...{ ...environment, applicationKey: "web,api", status: "finished", kind: "deployment", limit: "100" },
        ...{ from: String(window.from), to: String(window.to) },
      });
    });
  });

  describe("getDeployment", () => {
    it("returns a deployment by its id", async () => {
      const [listed] = await list("getDeployments", environment);
      const id = listed?.id;
      expect(await here.ask("getDeployment", { id })).to.deep.equal(listed);
      expect(await here.ask("getDeployment", { id, expandPullRequests: true })).to.have.nested.property(
        "pullRequests.totalCount",
        1,
      );
    });

    it("says what to check if there is no such deployment", async () => {
      const facts = ['Cannot read deployment "nothing"', "does not exist in the account", "Check the id."];
      await fails(here.ask("getDeployment", { id: "nothing" }), ...facts);
    });
  });

  describe("getFlagEvents", () => {
    const { member, applicationKeys, experiments, description, ...event } = flagEvent;

    it("returns events without the e-mail address and the name of the member", async () => {
      expect(await here.ask("getFlagEvents", environment)).to.deep.equal([{ ...event, member: { id: "member" } }]);
    });

    it("returns the member if includeMembers is true, and experiments if expandExperiments is true", async () => {
      const [found] = await list("getFlagEvents", { ...environment, includeMembers: true, expandExperiments: true });
      expect(found).to.deep.equal({
        ...event,
        description,
        member,
        experiments: { totalCount: 1, items: experiments },
      });
      expect(applicationKeys).to.deep.equal(["web"]);
    });

    it("omits the description, which could name any person", async () => {
      emulator.flagEvents.set(flagEvent.id, { ...flagEvent, description: "ada.lovelace turned it on" });
      expect(JSON.stringify(await here.ask("getFlagEvents", environment))).not.to.match(/ada|turned/i);
    });

    it("sends every filter under LaunchDarkly's name", async () => {
      const filters = { query: "new", impactSize: "small", hasExperiments: true, global: "exclude" };
      const all = { ...environment, ...filters, applicationKeys: ["web"], from: testedAt - 3 * hour, to: testedAt };
      expect(await list("getFlagEvents", all)).to.have.length(1);
      expect(await list("getFlagEvents", { ...all, hasExperiments: false })).to.deep.equal([]);
    });
  });

  describe("getPullRequests", () => {
    it("returns pull requests, and expansions only on request", async () => {
      const { projectKey, applicationKey, flagReferences, ...expected } = pullRequest;
      expect(await here.ask("getPullRequests", { projectKey })).to.deep.equal([expected]);
      const expand = { expandDeployments: true, expandFlagReferences: true, expandLeadTime: true };
      const [full] = await list("getPullRequests", { projectKey, ...expand, applicationKeys: [applicationKey] });
      expect(full).to.deep.include({ flagReferences: { totalCount: 1, items: flagReferences } });
      expect(full).to.have.nested.property("leadTime.maxTotalLeadTimeMs", 4 * hour);
      expect(full).to.have.nested.property("deployments.items[0].applicationVersion", "a1b2c3d");
    });

    it("returns the newest first, or LaunchDarkly's order if sort is given", async () => {
      const open = { ...pullRequest, id: "open", createTime: testedAt, mergeTime: testedAt, applicationKey: "api" };
      emulator.pullRequests.set("open", open);
      const ids = async (args: object) =>
        (await list("getPullRequests", { ...environment, ...args })).map(({ id }) => id);
      expect(await ids({})).to.deep.equal(["open", pullRequest.id]);
      expect(await ids({ sort: "leadTime" })).to.deep.equal(["open", pullRequest.id]);
      expect(await ids({ sort: "-leadTime" })).to.deep.equal([pullRequest.id, "open"]);
    });
  });

  describe("the chart functions", () => {
    const bucket = { from: testedAt - 3 * hour, to: testedAt + 1, bucketType: "rolling", bucketMs: hour };
    const charts: readonly (readonly [FunctionName, object, string])[] = [
      ["getDeploymentFrequency", { ...bucket, groupBy: "kind", expandMetrics: true }, "server"],
      ["getLeadTime", { ...bucket, groupBy: "application", expandMetrics: true, expandPercentiles: true }, "web"],
      ["getReleaseFrequency", { ...bucket, groupBy: "impact", global: "exclude", hasExperiments: true }, "none"],
      ["getFlagStatus", {}, "new"],
      ["getStaleFlags", { maintainerIds: ["a", "b"], maintainerTeamKeys: ["t"], expandMetrics: true }, "staleFlags"],
    ];

    for (const [name, args, series] of charts) {
      it(`accept all arguments of ${name}, which returns series`, async () => {
        const chart = await here.ask(name, { ...environment, applicationKeys: ["web"], ...args });
        expect(chart).to.have.nested.property("series[0].metadata.name", series);
        expect(chart).to.have.nested.property("metadata.xAxis.unit", "timestamp");
        expect(chart).to.have.nested.property("metadata.summary.total").that.is.a("number");
        if ("expandMetrics" in args) expect(chart).to.have.nested.property("metadata.metrics");
        else expect(chart).not.to.have.nested.property("metadata.metrics");
        expect(asked()).to.have.length(1);
      });
    }

    it("accept no arguments for getDeploymentFrequency", async () => {
      expect(await here.ask("getDeploymentFrequency")).to.have.nested.property("series[0].metadata.count", 1);
    });
  });

  it("report what to check if the project or the environment does not exist", async () => {
    emulator.behaviour.projects = { shop: ["test"] };
    const names: readonly FunctionName[] = [
      ...(["getDeployments", "getFlagEvents", "getPullRequests", "getDeploymentFrequency"] as const),
      ...(["getLeadTime", "getReleaseFrequency", "getFlagStatus", "getStaleFlags"] as const),
    ];
    for (const name of names) {
      const where = 'of project "shop", environment "production": LaunchDarkly returned 404';
      await fails(here.ask(name, environment), where, "Check that the project and the environment exist");
    }
  });

  describe("refuse invalid arguments, all at once and before they send anything:", () => {
    for (const [name, args, ...facts] of [
      [
        "getDeployments",
        { limit: 0, from: "yesterday", to: 1.5, status: 1, expandPullRequest: true },
        'expandPullRequest is not an argument of getDeployments: did you mean "expandPullRequests"?',
        "projectKey is missing",
        "environmentKey is missing",
        "limit must be a whole number from 1 to 10000",
        "from must be a time in epoch milliseconds, a whole number",
        "to must be a time",
        "status must be a string",
      ],
      ["getDeployment", {}, "Cannot read a deployment: id is missing."],
      [
        "getFlagEvents",
        { ...environment, from: 2, to: 1, includeMembers: "yes" },
        "from must not be later than to",
        "boolean",
      ],
      ["getPullRequests", { projectKey: "shop", sort: "leadTime" }, "environmentKey is required with sort"],
      ["getLeadTime", { bucketMs: 0 }, "projectKey is missing", "bucketMs must be a whole number of milliseconds"],
      ["getStaleFlags", { ...environment, maintainerIds: "me" }, "maintainerIds must be a list of member ids"],
      ["getStaleFlags", { ...environment, from: 1 }, "from is not an argument of getStaleFlags"],
      ["getRepositories", { projects: true }, 'did you mean "expandProjects"?'],
    ] as const) {
      it(`${name} with ${JSON.stringify(args)}`, async () => {
        await fails(here.ask(name, args), ...facts);
        expect(asked()).to.deep.equal([]);
      });
    }
  });

  it("accept null for an optional argument", async () => {
    const none = { applicationKeys: null, from: null, to: null, limit: null };
    expect(await list("getDeployments", { ...environment, ...none, expandPullRequests: null })).to.have.length(1);
    expect(await list("getPullRequests", { projectKey: "shop", environmentKey: null, sort: null })).to.have.length(1);
    expect(await here.ask("getRepositories", { expandProjects: null })).to.have.length(2);
  });
});
