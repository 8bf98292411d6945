import { expect } from "chai";
import {
  Configuration,
  InsightsChartsBetaApi,
  InsightsDeploymentsBetaApi,
  InsightsFlagEventsBetaApi,
  InsightsPullRequestsBetaApi,
  InsightsRepositoriesBetaApi,
  InsightsScoresBetaApi,
  type DeploymentRep,
  type FlagEventRep,
  type InsightGroup,
  type InsightsChart,
  type InsightsRepository,
  type PullRequestRep,
} from "launchdarkly-api-typescript";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { deployed, flagEvent, pullRequest, repository, testedAt } from "../support/family.js";
import { checkout } from "../support/send.js";

/** Independent evidence: LaunchDarkly's own client, generated from its OpenAPI document. */
describe("LaunchDarkly's official client with the emulator", () => {
  let emulator: Emulator;
  let client: InsightsScoresBetaApi;
  before(async () => {
    emulator = await startEmulator();
    client = new InsightsScoresBetaApi(
      new Configuration({
        basePath: emulator.url,
        apiKey: "api-emulator",
        baseOptions: { headers: { "LD-API-Version": "beta" } },
      }),
    );
  });
  after(() => emulator.close());

  // The required fields of the client's types, as values of those types so that the compiler checks their names.
  const group: readonly (keyof InsightGroup)[] = ["key", "name", "projectKey", "environmentKey", "createdAt"];

  const metrics = [
    ...["overall", "deploymentFrequency", "deploymentFailureRate", "leadTime", "impactSize", "experimentationCoverage"],
    ...["flagHealth", "velocity", "risk", "efficiency"],
  ];

  it("creates a group", async () => {
    const { status, data } = await client.createInsightGroup({ ...checkout, applicationKeys: ["web"] });
    expect(status).to.equal(201);
    expect(data).to.have.all.keys(...group, "applicationKeys");
    expect(data.createdAt).to.be.closeTo(Date.now(), 10_000);
  });

  it("gets a group with everything it can expand", async () => {
    const { data } = await client.getInsightGroup("checkout", "scores,environment");
    expect(data).to.have.all.keys(...group, "applicationKeys", "scores", "scoreMetadata", "environment");
    expect(data.scores).to.include.all.keys(...metrics);
    for (const metric of Object.values(data.scores ?? {})) {
      expect(metric).to.include.all.keys("score", "indicator", "indicatorRange");
      expect(metric).to.have.property("indicatorRange").that.has.all.keys("min", "max");
    }
    expect(data.scoreMetadata?.lastPeriod).to.have.all.keys("startTime", "endTime");
    expect(data.environment).to.include.all.keys(
      ...["_links", "_id", "key", "name", "apiKey", "mobileKey", "color", "defaultTtl", "secureMode"],
      ...["defaultTrackEvents", "requireComments", "confirmChanges", "tags", "critical"],
    );
  });

  it("lists groups", async () => {
    const { data } = await client.getInsightGroups(20, 0, "-name", "check", "scores,environment,metadata");
    expect(data.totalCount).to.equal(1);
    expect(data.items[0]).to.include.all.keys(...group);
    expect(data.metadata?.countByIndicator).to.have.all.keys(
      ...["excellent", "good", "fair", "needsAttention", "notCalculated", "unknown", "total"],
    );
  });

  it("patches a group", async () => {
    const { data } = await client.patchInsightGroup("checkout", [{ op: "replace", path: "/name", value: "Till" }]);
    expect(data).to.include({ key: "checkout", name: "Till" });
  });

  it("gets the scores of an environment and of some of its applications", async () => {
    const { data } = await client.getInsightsScores("shop", "production", "web,mobile");
    expect(data).to.have.all.keys("period", "lastPeriod", "scores");
    expect(data.period).to.have.all.keys("startTime", "endTime");
    expect(data.scores).to.include.all.keys(...metrics);
  });

  it("deletes a group", async () => {
    expect((await client.deleteInsightGroup("checkout")).status).to.equal(204);
    expect(emulator.groups.size).to.equal(0);
  });

  it("gets 403 unless it is configured to send the beta header", async () => {
    for (const baseOptions of [undefined, { headers: { "LD-API-Version": "20240415" } }]) {
      const configuration = new Configuration({ basePath: emulator.url, apiKey: "api-emulator", baseOptions });
      const failed: unknown = await new InsightsScoresBetaApi(configuration)
        .getInsightGroups()
        .catch((cause: unknown) => cause);
      expect(failed).to.have.nested.property("response.status", 403);
      expect(failed).to.have.nested.property("response.data.code", "forbidden");
    }
  });
});

describe("LaunchDarkly's official client with the emulator's other endpoints", () => {
  let emulator: Emulator;
  let configuration: Configuration;
  beforeEach(async () => {
    emulator = await startEmulator({
      repositories: [repository],
      pullRequests: [pullRequest],
      flagEvents: [flagEvent],
      now: () => testedAt,
    });
    configuration = new Configuration({
      basePath: emulator.url,
      apiKey: "api-emulator",
      baseOptions: { headers: { "LD-API-Version": "beta" } },
    });
  });
  afterEach(() => emulator.close());

  /** Expects the fields that the client's type requires. */
  const hasAll = <A extends object>(value: A | undefined, ...fields: readonly (keyof A)[]): void => {
    expect(value).to.include.all.keys(...(fields as readonly string[])); // chai knows no symbols here
  };
  const deploymentFields: readonly (keyof DeploymentRep)[] = [
    ...(["id", "applicationKey", "applicationVersion", "environmentKey", "startedAt", "status", "kind"] as const),
    ...(["active", "archived", "numberOfContributors", "numberOfPullRequests"] as const),
    ...(["linesAdded", "linesDeleted", "leadTime"] as const),
  ];

  it("lists repositories, and associates and removes a project", async () => {
    const client = new InsightsRepositoriesBetaApi(configuration);
    const repositoryFields: readonly (keyof InsightsRepository)[] = [
      ...(["_id", "version", "key", "type", "url", "mainBranch"] as const),
    ];
    const mappings = [{ repositoryKey: "acme/web", projectKey: "till" }];
    const { data: associated } = await client.associateRepositoriesAndProjects({ mappings });
    expect(associated.items).to.have.deep.members([{ repositoryKey: "acme/web", projectKey: "shop" }, ...mappings]);
    const { data: listed } = await client.getInsightsRepositories("projects");
    hasAll(listed.items[0], ...repositoryFields, "projects");
    hasAll(listed.items[0]?.projects?.items[0], "_id", "_links", "key", "name");
    expect(listed.items[0]?.projects?.items.map(({ key }) => key)).to.deep.equal(["shop", "till"]);
    expect((await client.deleteRepositoryProject("acme/web", "shop")).status).to.equal(204);
    expect(emulator.repositories.get("acme/web")?.projectKeys).to.deep.equal(["till"]);
    expect((await client.getInsightsRepositories()).data.items[0]).to.have.all.keys(...repositoryFields);
  });

  it("records a deployment, lists it, gets it and updates it", async () => {
    const client = new InsightsDeploymentsBetaApi(configuration);
    const { status, data: nothing } = await client.createDeploymentEvent({ ...deployed, eventType: "started" });
    expect({ status, nothing }).to.deep.equal({ status: 201, nothing: "" });
    const { data: listed } = await client.getDeployments("shop", "production", "web", 5, "pullRequests,flagReferences");
    expect(listed.totalCount).to.equal(1);
    hasAll(listed.items[0], ...deploymentFields, "pullRequests", "flagReferences");
    expect(listed._links).to.have.all.keys("self");
    const id = listed.items[0]?.id ?? "";
    expect((await client.getDeployment(id)).data).to.include({ id, applicationVersion: deployed.version });
    const { data: updated } = await client.updateDeployment(id, [
      { op: "replace", path: "/status", value: "finished" },
    ]);
    hasAll(updated, ...deploymentFields, "endedAt", "durationMs");
    expect(updated.status).to.equal("finished");
  });

  it("lists flag events", async () => {
    const client = new InsightsFlagEventsBetaApi(configuration);
    const required: readonly (keyof FlagEventRep)[] = [
      ...(["id", "projectId", "projectKey", "flagKey", "eventType", "eventTime", "description", "impact"] as const),
    ];
    const { data } = await client.getFlagEvents(
      ...(["shop", "production", "web", "new", "small", true, "include", "experiments", 10] as const),
    );
    expect(data.totalCount).to.equal(1);
    hasAll(data.items[0], ...required, "experiments");
    hasAll(data.items[0]?.experiments?.items[0]?.iteration, "id", "status", "startedAt");
  });

  it("lists pull requests", async () => {
    const client = new InsightsPullRequestsBetaApi(configuration);
    await new InsightsDeploymentsBetaApi(configuration).createDeploymentEvent({ ...deployed, eventType: "finished" });
    const required: readonly (keyof PullRequestRep)[] = [
      ...(["id", "externalId", "title", "status", "author", "createTime", "baseCommitKey", "headCommitKey"] as const),
      ...(["filesChanged", "linesAdded", "linesDeleted", "url"] as const),
    ];
    const from = new Date(testedAt - 86_400_000).toISOString();
    const expand = "deployments,flagReferences,leadTime";
    const { data } = await client.getPullRequests(
      ...(["shop", "production", "web", "merged", "button", 10, expand, "-leadTime", from] as const),
    );
    expect(data.totalCount).to.equal(1);
    hasAll(data.items[0], ...required, "deployments", "flagReferences", "leadTime");
    hasAll(data.items[0]?.deployments?.items[0], ...deploymentFields);
    hasAll(data.items[0]?.leadTime, "codingDurationMs", "reviewDurationMs", "maxTotalLeadTimeMs", "avgTotalLeadTimeMs");
  });

  it("gets each of the five charts with its metrics", async () => {
    const client = new InsightsChartsBetaApi(configuration);
    await new InsightsDeploymentsBetaApi(configuration).createDeploymentEvent({ ...deployed, eventType: "finished" });
    const [from, to] = [testedAt - 86_400_000, testedAt];
    const [since, until] = [new Date(from).toISOString(), String(to)];
    const hour = 3_600_000;
    const charts: readonly (readonly [InsightsChart, number])[] = [
      [
        (
          await client.getDeploymentFrequencyChart(
            "shop",
            "production",
            "web",
            since,
            until,
            "rolling",
            hour,
            "kind",
            "metrics",
          )
        ).data,
        24,
      ],
      [
        (
          await client.getLeadTimeChart(
            "shop",
            "production",
            "web",
            from,
            to,
            "rolling",
            hour,
            "stage",
            "metrics,percentiles",
          )
        ).data,
        24,
      ],
      [
        (
          await client.getReleaseFrequencyChart(
            "shop",
            "production",
            "web",
            true,
            "include",
            "impact",
            since,
            until,
            "hour",
            hour,
            "metrics",
          )
        ).data,
        24,
      ],
      [
        (await client.getStaleFlagsChart("shop", "production", "web", "maintainer", "member", undefined, "metrics"))
          .data,
        0,
      ],
      [(await client.getFlagStatusChart("shop", "production", "web")).data, 1],
    ];
    for (const [chart, points] of charts) {
      hasAll(chart.metadata, "summary", "xAxis", "yAxis");
      for (const { metadata, data } of chart.series) {
        hasAll(metadata, "name", "count");
        expect(data, chart.metadata.name).to.have.length(points);
        if (data[0] !== undefined) hasAll(data[0], "x", "y");
      }
      if (chart.metadata.name === "flagStatus") continue;
      hasAll(Object.values(chart.metadata.metrics ?? {})[0], "indicator", "value", "unit", "modifier", "tiers");
    }
  });
});
