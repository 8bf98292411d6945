import { expect } from "chai";
import { Configuration, InsightsScoresBetaApi, type InsightGroup } from "launchdarkly-api-typescript";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { checkout } from "../support/send.js";

/** An independent witness: LaunchDarkly's own client, generated from its OpenAPI document. */
describe("LaunchDarkly's official client against the emulator", () => {
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

  it("gets it, with everything it can expand", async () => {
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

  it("lists it", async () => {
    const { data } = await client.getInsightGroups(20, 0, "-name", "check", "scores,environment,metadata");
    expect(data.totalCount).to.equal(1);
    expect(data.items[0]).to.include.all.keys(...group);
    expect(data.metadata?.countByIndicator).to.have.all.keys(
      ...["excellent", "good", "fair", "needsAttention", "notCalculated", "unknown", "total"],
    );
  });

  it("patches it", async () => {
    const { data } = await client.patchInsightGroup("checkout", [{ op: "replace", path: "/name", value: "Till" }]);
    expect(data).to.include({ key: "checkout", name: "Till" });
  });

  it("gets scores of an environment and of some of its applications", async () => {
    const { data } = await client.getInsightsScores("shop", "production", "web,mobile");
    expect(data).to.have.all.keys("period", "lastPeriod", "scores");
    expect(data.period).to.have.all.keys("startTime", "endTime");
    expect(data.scores).to.include.all.keys(...metrics);
  });

  it("deletes it", async () => {
    expect((await client.deleteInsightGroup("checkout")).status).to.equal(204);
    expect(emulator.groups.size).to.equal(0);
  });

  it("is refused with 403 unless it is told to send the beta header: left alone, it sends none", async () => {
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
