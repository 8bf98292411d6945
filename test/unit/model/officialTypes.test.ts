import { expect } from "chai";
import { expectTypeOf } from "expect-type";
import * as E from "fp-ts/Either";
import * as official from "launchdarkly-api-typescript";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import type { LenientPage, StrictPage } from "../../../provider/api/groupPage.js";
import type { ApplicationKind, DeploymentEventInputs, EventType } from "../../../provider/model/deploymentEvent.js";
import type { ErrorBody } from "../../../provider/model/errorBody.js";
import { InsightGroup, type InsightGroupInputs } from "../../../provider/model/insightGroup.js";
import type { PatchOperation } from "../../../provider/model/patchOperation.js";
import {
  InsightScores,
  ScoredInsightGroup,
  type Indicator,
  type InsightGroupScores,
  type MetricScore,
  type Period,
} from "../../../provider/model/insightScores.js";
import type { Drift, Same, Wire } from "../../support/drift.js";
import { checkout } from "../../support/groups.js";

// Our codecs, compared with the types of LaunchDarkly's official client, which are generated from the API's description:
// a name or a type that drifts fails to compile.

// The inputs and the group have the official names and types, and leave out only what must not be in state.
expectTypeOf<Drift<InsightGroup, official.InsightGroup>>().toBeNever();
expectTypeOf<Exclude<keyof official.InsightGroup, keyof InsightGroup>>().toEqualTypeOf<
  "environment" | "scores" | "scoreMetadata"
>();
expectTypeOf<Drift<InsightGroupInputs, official.PostInsightGroupParams>>().toBeNever();
expectTypeOf<Drift<official.PostInsightGroupParams, InsightGroupInputs>>().toBeNever();

expectTypeOf<Exclude<keyof DeploymentEventInputs, keyof official.PostDeploymentEventInput>>().toBeNever();
expectTypeOf<Exclude<keyof official.PostDeploymentEventInput, keyof DeploymentEventInputs>>().toBeNever();
expectTypeOf<official.PostDeploymentEventInput["eventType"]>().toEqualTypeOf<EventType>();
expectTypeOf<NonNullable<official.PostDeploymentEventInput["applicationKind"]>>().toEqualTypeOf<ApplicationKind>();

expectTypeOf<Exclude<keyof PatchOperation | "value", keyof official.PatchOperation>>().toBeNever();
expectTypeOf<PatchOperation>().toExtend<official.PatchOperation>();

expectTypeOf<Drift<Pick<ErrorBody, "code" | "message">, official.NotFoundErrorRep>>().toBeNever();
expectTypeOf<Drift<official.NotFoundErrorRep, ErrorBody>>().toBeNever();

expectTypeOf<Drift<InsightGroupScores, official.InsightGroupScores>>().toBeNever();
expectTypeOf<Drift<official.InsightGroupScores, InsightGroupScores>>().toBeNever();
// A property that may be null if nothing could be calculated is optional here, with the same type.
expectTypeOf<Drift<MetricScore, official.InsightsMetricScore>>().toEqualTypeOf<"score" | "indicatorRange">();
expectTypeOf<Same<Wire<MetricScore>, Wire<official.InsightsMetricScore>>>().toEqualTypeOf<true>();
expectTypeOf<Exclude<keyof official.InsightsMetricScore, keyof MetricScore>>().toBeNever();

expectTypeOf<Drift<InsightScores, official.InsightScores>>().toBeNever();
expectTypeOf<Exclude<keyof official.InsightScores, keyof InsightScores>>().toEqualTypeOf<"_links">();
expectTypeOf<Drift<Period, official.InsightPeriod>>().toBeNever();
expectTypeOf<Exclude<keyof official.InsightPeriod, keyof Period>>().toBeNever();

expectTypeOf<Drift<ScoredInsightGroup, official.InsightGroup>>().toEqualTypeOf<"scores">();
expectTypeOf<Drift<Pick<ScoredInsightGroup, "scores">, Required<Pick<official.InsightGroup, "scores">>>>().toBeNever();
expectTypeOf<Exclude<keyof official.InsightGroup, keyof ScoredInsightGroup>>().toEqualTypeOf<"environment">();

// The known indicators are those in countByIndicator; any other string is accepted as well.
type Known<Word> = Word extends unknown ? (string extends Word ? never : Word) : never;
expectTypeOf<Known<Indicator>>().toEqualTypeOf<Exclude<keyof official.InsightGroupsCountByIndicator, "total">>();
expectTypeOf<"terrific">().toExtend<Indicator>();
expectTypeOf<number>().not.toExtend<Indicator>();

expectTypeOf<Drift<Pick<LenientPage, "totalCount">, official.InsightGroupCollection>>().toBeNever();
expectTypeOf<Drift<Pick<StrictPage, "totalCount">, official.InsightGroupCollection>>().toBeNever();
expectTypeOf<Exclude<keyof LenientPage | keyof StrictPage, keyof official.InsightGroupCollection>>().toBeNever();

// The containers of these types reveal a wrong name, type or requirement at any depth.
interface OurExample {
  same: string;
  list?: readonly string[] | undefined;
  kye: string;
  type: number;
  need: string;
  opt?: string;
}
interface TheirExample {
  same: string;
  list?: string[];
  key: string;
  type: string;
  need?: string;
  opt: string;
}
expectTypeOf<Drift<OurExample, TheirExample>>().toEqualTypeOf<"kye" | "type" | "need" | "opt">();
expectTypeOf<
  Drift<{ a: { b: OurExample }; c: OurExample[] }, { a: { b: TheirExample }; c: OurExample[] }>
>().toEqualTypeOf<"a">();

describe("the codecs for samples of the official client's types", () => {
  it("decode an InsightGroup in full", () => {
    const score: official.InsightsMetricScore = {
      score: 80,
      indicator: "good",
      indicatorRange: { min: 70, max: 89 },
      aggregateOf: ["leadTime"],
      diffVsLastPeriod: 2,
    };
    const period = { startTime: 1_700_000_000_000, endTime: 1_700_600_000_000 };
    const theirs: official.InsightGroup = {
      ...checkout,
      applicationKeys: ["web", "mobile"],
      createdAt: 1_700_000_000_000,
      environment: {
        _links: { self: { href: "/api/v2/projects/shop/environments/production", type: "application/json" } },
        _id: "57be1db38b75bf0772d11384",
        key: "production",
        name: "Production",
        apiKey: "sdk-11111111-2222-3333-4444-555555555555",
        mobileKey: "mob-11111111-2222-3333-4444-555555555555",
        color: "F5A623",
        defaultTtl: 0,
        secureMode: false,
        defaultTrackEvents: false,
        requireComments: false,
        confirmChanges: false,
        tags: [],
        critical: true,
      },
      scores: {
        overall: { ...score, lastPeriod: score },
        deploymentFrequency: score,
        deploymentFailureRate: score,
        leadTime: score,
        impactSize: score,
        experimentationCoverage: score,
        flagHealth: score,
        velocity: score,
        risk: score,
        efficiency: score,
      },
      scoreMetadata: { period, lastPeriod: period },
    };
    expect(InsightGroup.decode(theirs)).to.deep.equal(E.right({ ...checkout, createdAt: theirs.createdAt }));
  });
});

/** The official client reads the emulator's responses, and the codecs decode the result. */
describe("the codecs for what the official client reads", () => {
  let emulator: Emulator;
  let client: official.InsightsScoresBetaApi;
  before(async () => {
    emulator = await startEmulator();
    client = new official.InsightsScoresBetaApi(
      new official.Configuration({
        basePath: emulator.url,
        apiKey: "api-emulator",
        baseOptions: { headers: { "LD-API-Version": "beta" } },
      }),
    );
    await client.createInsightGroup({ ...checkout });
  });
  after(() => emulator.close());

  it("decode the scores of a group in full, and nothing of its environment", async () => {
    const { data } = await client.getInsightGroup("checkout", "scores,environment");
    const { environment, ...others } = data;
    expect(environment?.apiKey, "or this would prove nothing").to.match(/^sdk-/);
    expect(ScoredInsightGroup.decode(data)).to.deep.equal(E.right(others));
  });

  it("decode the scores of each group in a list", async () => {
    const { data } = await client.getInsightGroups(20, 0, undefined, undefined, "scores,environment,metadata");
    expect(data.items).to.have.length(1);
    for (const { environment, ...others } of data.items) {
      expect(ScoredInsightGroup.decode({ ...others, environment })).to.deep.equal(E.right(others));
    }
  });

  it("decode the scores of environments in full, whatever could be measured", async () => {
    const indicators = new Set<string>();
    for (let index = 0; index < 20; index++) {
      const { data } = await client.getInsightsScores("shop", "production", `app${String(index)}`);
      const { _links, ...others } = data;
      expect(InsightScores.decode({ ...others, _links })).to.deep.equal(E.right(others));
      for (const { indicator } of Object.values({ ...others.scores })) indicators.add(indicator);
    }
    expect([...indicators]).to.include.members(["excellent", "needsAttention", "notCalculated"]);
  });
});
