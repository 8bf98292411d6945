import { expect } from "chai";
import fc from "fast-check";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { periods } from "../../emulator/insightScores.js";
import { scoresOf } from "../../emulator/generateScores.js";
import { checkout, send } from "../support/send.js";

const required = [
  ...["overall", "deploymentFrequency", "deploymentFailureRate", "leadTime", "impactSize", "experimentationCoverage"],
  ...["flagHealth", "velocity", "risk", "efficiency"],
];

describe("the emulator's scores", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ now: () => Date.UTC(2026, 4, 17, 13) });
  });
  afterEach(() => emulator.close());

  it("require a project and an environment", async () => {
    const { status, body } = await send(emulator, "GET", "/scores?applicationKey=web");
    expect(status).to.equal(400);
    expect(body).to.deep.include({
      errors: [
        { attribute: "projectKey", reason: "is required" },
        { attribute: "environmentKey", reason: "is required" },
      ],
    });
    expect(await send(emulator, "GET", "/scores?projectKey=a&environmentKey=b&expand=x")).to.include({ status: 400 });
  });

  it("cover the four weeks up to midnight and the four weeks before", async () => {
    const { body } = await send(emulator, "GET", "/scores?projectKey=shop&environmentKey=production");
    expect(body).to.deep.include({
      period: { startTime: Date.UTC(2026, 3, 19), endTime: Date.UTC(2026, 4, 17) },
      lastPeriod: { startTime: Date.UTC(2026, 2, 22), endTime: Date.UTC(2026, 3, 19) },
    });
  });

  it("are the same for a group and for its project, environment and applications in any order", async () => {
    await send(emulator, "POST", "/group", checkout);
    const group = await send(emulator, "GET", "/groups/checkout?expand=scores");
    const query = "projectKey=shop&environmentKey=production&applicationKey=mobile,web";
    const { body } = await send(emulator, "GET", `/scores?${query}`);
    expect((group.body as { readonly scores: unknown }).scores).to.deep.equal((body as { scores: unknown }).scores);
    expect(group.body).to.deep.include({ scoreMetadata: periods(Date.UTC(2026, 4, 17, 13)) });
  });

  it("refuse a project that does not exist", async () => {
    emulator.behaviour.projects = { shop: ["production"] };
    expect(await send(emulator, "GET", "/scores?projectKey=x&environmentKey=production")).to.include({ status: 400 });
    expect(await send(emulator, "GET", "/scores?projectKey=shop&environmentKey=x")).to.include({ status: 400 });
    expect(await send(emulator, "GET", "/scores?projectKey=shop&environmentKey=production")).to.include({
      status: 200,
    });
  });

  it("are well-formed for any keys: they have all required metrics, and indicators that fit the scores", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (projectKey, environmentKey, applicationKeys) => {
        const { creationRatio, ...scores } = scoresOf({ projectKey, environmentKey, applicationKeys });
        expect(scores).to.have.all.keys(...required);
        for (const score of [...Object.values(scores), ...(creationRatio === undefined ? [] : [creationRatio])]) {
          expect(score.score).to.be.within(score.indicatorRange.min, score.indicatorRange.max);
          seen.add(score.indicator);
          const { lastPeriod } = score;
          if (score.diffVsLastPeriod !== undefined) {
            expect(score.diffVsLastPeriod).to.equal(score.score - lastPeriod.score);
          }
        }
        seen.add(creationRatio === undefined ? "no creationRatio" : "creationRatio");
        expect(scores.velocity.aggregateOf).to.deep.equal(["deploymentFrequency", "leadTime"]);
        expect(scoresOf({ projectKey, environmentKey, applicationKeys: applicationKeys.toReversed() })).to.deep.equal(
          scoresOf({ projectKey, environmentKey, applicationKeys }),
        );
      }),
      { seed: 1 },
    );
    expect(seen).to.include.all.keys("excellent", "good", "fair", "needsAttention", "notCalculated");
    expect(seen).to.include.all.keys("creationRatio", "no creationRatio");
  });
});
