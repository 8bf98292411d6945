import { expect } from "chai";
import * as E from "fp-ts/Either";
import * as official from "launchdarkly-api-typescript";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import type { LenientPage, StrictPage } from "../../../provider/api/groupPage.js";
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
import { checkout } from "../../support/groups.js";

// Held against the types of LaunchDarkly's official client, which are generated from the API's description. A name or a
// type that drifts fails to compile, and the compiler then shows the name.

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What a value is on the wire, without brands, `readonly` and ways to say that there is none. */
type Wire<A> = A extends undefined
  ? never
  : A extends string
    ? string
    : A extends readonly (infer B)[]
      ? Wire<B>[]
      : A extends object
        ? { [Name in keyof A]: Wire<A[Name]> }
        : A;

/** The names in ours that are not in theirs, or have another type there, or are required in but one of the two. */
type Drift<Ours, Theirs> = {
  [Name in keyof Ours]-?: Name extends keyof Theirs
    ? [
        Same<Wire<Ours[Name]>, Wire<Theirs[Name]>>,
        Same<undefined extends Ours[Name] ? 1 : 0, undefined extends Theirs[Name] ? 1 : 0>,
      ] extends [true, true]
      ? never
      : Name
    : Name;
}[keyof Ours];

/** True for no names; for any, the names, to which true cannot be assigned. */
type None<Names> = [Names] extends [never] ? true : Names;

describe("our codecs, held against the official client's types", () => {
  it("have the properties of its InsightGroup, by the same names and types", () => {
    const drift: None<Drift<InsightGroup, official.InsightGroup>> = true;
    expect(drift).to.equal(true);
  });

  it("leave out of its InsightGroup only what must not be in state", () => {
    const leftOut: Same<
      Exclude<keyof official.InsightGroup, keyof InsightGroup>,
      "environment" | "scores" | "scoreMetadata"
    > = true;
    expect(leftOut).to.equal(true);
  });

  it("have in the inputs all that a create body has, required where it is required, and nothing more", () => {
    const ours: None<Drift<InsightGroupInputs, official.PostInsightGroupParams>> = true;
    const theirs: None<Drift<official.PostInsightGroupParams, InsightGroupInputs>> = true;
    expect([ours, theirs]).to.deep.equal([true, true]);
  });

  it("describe patches as its PatchOperation does", () => {
    const operations: None<Exclude<keyof PatchOperation | "value", keyof official.PatchOperation>> = true;
    const accepted: PatchOperation extends official.PatchOperation ? true : false = true;
    expect([operations, accepted]).to.deep.equal([true, true]);
  });

  it("require of an error body what it requires", () => {
    const drift: None<Drift<Pick<ErrorBody, "code" | "message">, official.NotFoundErrorRep>> = true;
    const missing: None<Drift<official.NotFoundErrorRep, ErrorBody>> = true;
    expect([drift, missing]).to.deep.equal([true, true]);
  });

  it("have the metrics of its InsightGroupScores, no fewer and no more, and all that it says of each", () => {
    const ours: None<Drift<InsightGroupScores, official.InsightGroupScores>> = true;
    const theirs: None<Drift<official.InsightGroupScores, InsightGroupScores>> = true;
    // What may be null where nothing could be calculated is not required here, and has the same type.
    const metric: Same<Drift<MetricScore, official.InsightsMetricScore>, "score" | "indicatorRange"> = true;
    const types: Same<Wire<MetricScore>, Wire<official.InsightsMetricScore>> = true;
    const nothingLeftOut: None<Exclude<keyof official.InsightsMetricScore, keyof MetricScore>> = true;
    expect([ours, theirs, metric, types, nothingLeftOut]).to.deep.equal([true, true, true, true, true]);
  });

  it("have the scores of an environment as its InsightScores has them, without links", () => {
    const drift: None<Drift<InsightScores, official.InsightScores>> = true;
    const leftOut: Same<Exclude<keyof official.InsightScores, keyof InsightScores>, "_links"> = true;
    const period: None<Drift<Period, official.InsightPeriod>> = true;
    const nothingLeftOut: None<Exclude<keyof official.InsightPeriod, keyof Period>> = true;
    expect([drift, leftOut, period, nothingLeftOut]).to.deep.equal([true, true, true, true]);
  });

  it("have in a group with scores what its InsightGroup has, with the scores required, but no environment", () => {
    const drift: Same<Drift<ScoredInsightGroup, official.InsightGroup>, "scores"> = true;
    const scores: None<Drift<Pick<ScoredInsightGroup, "scores">, Required<Pick<official.InsightGroup, "scores">>>> =
      true;
    const leftOut: Same<Exclude<keyof official.InsightGroup, keyof ScoredInsightGroup>, "environment"> = true;
    expect([drift, scores, leftOut]).to.deep.equal([true, true, true]);
  });

  it("know all the indicators that its countByIndicator counts, by the same words, and take others", () => {
    type Known<Word> = Word extends unknown ? (string extends Word ? never : Word) : never;
    const known: Same<Known<Indicator>, Exclude<keyof official.InsightGroupsCountByIndicator, "total">> = true;
    const another: Indicator = "terrific";
    // @ts-expect-error a word is still a string
    const number: Indicator = 5;
    expect([known, another, number]).to.deep.equal([true, "terrific", 5]);
  });

  it("have of a page what its InsightGroupCollection has", () => {
    const counted: None<Drift<Pick<LenientPage, "totalCount">, official.InsightGroupCollection>> = true;
    const whole: None<Drift<Pick<StrictPage, "totalCount">, official.InsightGroupCollection>> = true;
    const items: None<Exclude<keyof LenientPage | keyof StrictPage, keyof official.InsightGroupCollection>> = true;
    expect([counted, whole, items]).to.deep.equal([true, true, true]);
  });

  it("are held by something that finds a wrong name, type and requirement", () => {
    interface Ours {
      same: string;
      list?: readonly string[] | undefined;
      kye: string;
      type: number;
      need: string;
      opt?: string;
    }
    interface Theirs {
      same: string;
      list?: string[];
      key: string;
      type: string;
      need?: string;
      opt: string;
    }
    const found: Same<Drift<Ours, Theirs>, "kye" | "type" | "need" | "opt"> = true;
    const deep: Same<Drift<{ a: { b: Ours }; c: Ours[] }, { a: { b: Theirs }; c: Ours[] }>, "a"> = true;
    // @ts-expect-error true is not assignable to the names that drifted
    const drift: None<Drift<Ours, Theirs>> = true;
    expect([found, deep, drift]).to.deep.equal([true, true, true]);
  });

  it("decode the official client's InsightGroup in full", () => {
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

/** The official client reads what the emulator answers, and what it has read is decoded. */
describe("our codecs, given what the official client reads", () => {
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

  it("have the scores of a group in full, and nothing of its environment", async () => {
    const { data } = await client.getInsightGroup("checkout", "scores,environment");
    const { environment, ...others } = data;
    expect(environment?.apiKey, "or this would prove nothing").to.match(/^sdk-/);
    expect(ScoredInsightGroup.decode(data)).to.deep.equal(E.right(others));
  });

  it("have the scores of each group of a list", async () => {
    const { data } = await client.getInsightGroups(20, 0, undefined, undefined, "scores,environment,metadata");
    expect(data.items).to.have.length(1);
    for (const { environment, ...others } of data.items) {
      expect(ScoredInsightGroup.decode({ ...others, environment })).to.deep.equal(E.right(others));
    }
  });

  it("have the scores of environments in full, whatever could be measured", async () => {
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
