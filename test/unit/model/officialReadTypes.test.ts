import { expect } from "chai";
import { expectTypeOf } from "expect-type";
import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import type * as official from "launchdarkly-api-typescript";
import { InsightsChart, type ChartMetric, type ChartPoint, type ChartSeries } from "../../../provider/model/chart.js";
import { Deployment, type LeadTimeStages } from "../../../provider/model/deployment.js";
import {
  FlagEvent,
  type FlagEventExperiment,
  type FlagEventImpact,
  type FlagEventMember,
  type VariationEvaluations,
} from "../../../provider/model/flagEvent.js";
import type { FlagReference } from "../../../provider/model/flagReference.js";
import { PullRequest } from "../../../provider/model/pullRequest.js";
import type { PullRequestLeadTime } from "../../../provider/model/pullRequestSummary.js";
import { Repository } from "../../../provider/model/repositories.js";
import { problemsOf } from "../../../provider/lib/problems.js";
import type { Drift } from "../../support/drift.js";

// The results of the functions that read, compared with the types of LaunchDarkly's official client. A property that the
// beta API may leave out is optional here although it is required there: the comparison is of the properties made optional.

type Optional<A> = { [Name in keyof A]?: A[Name] | undefined };
type Differs<Ours, Theirs> = Drift<Optional<Ours>, { [Name in keyof Theirs]?: Theirs[Name] | undefined }>;
type Missing<Ours, Theirs> = Exclude<keyof Theirs, keyof Ours>;

expectTypeOf<Differs<FlagReference, official.FlagReferenceRep>>().toBeNever();
expectTypeOf<Missing<FlagReference, official.FlagReferenceRep>>().toBeNever();
expectTypeOf<Differs<PullRequestLeadTime, official.PullRequestLeadTimeRep>>().toBeNever();
expectTypeOf<Missing<PullRequestLeadTime, official.PullRequestLeadTimeRep>>().toBeNever();
expectTypeOf<Differs<LeadTimeStages, official.LeadTimeStagesRep>>().toBeNever();
expectTypeOf<Missing<LeadTimeStages, official.LeadTimeStagesRep>>().toBeNever();

type Plain<A, Nested extends keyof A> = Omit<A, Nested>;
type PlainDeployment = Plain<Deployment, "pullRequests" | "flagReferences" | "leadTimeStages" | "metadata">;
expectTypeOf<Differs<PlainDeployment, official.DeploymentRep>>().toBeNever();
expectTypeOf<Missing<Deployment, official.DeploymentRep>>().toBeNever();
type PlainPullRequest = Plain<PullRequest, "deployments" | "flagReferences" | "leadTime">;
expectTypeOf<Differs<PlainPullRequest, official.PullRequestRep>>().toBeNever();
expectTypeOf<Missing<PullRequest, official.PullRequestRep>>().toBeNever();

type PlainEvent = Plain<FlagEvent, "impact" | "experiments" | "member">;
expectTypeOf<Differs<PlainEvent, official.FlagEventRep>>().toBeNever();
expectTypeOf<Missing<FlagEvent, official.FlagEventRep>>().toBeNever();
expectTypeOf<Differs<FlagEventMember, official.FlagEventMemberRep>>().toBeNever();
expectTypeOf<Missing<FlagEventMember, official.FlagEventMemberRep>>().toBeNever();
expectTypeOf<Differs<Plain<FlagEventImpact, "evaluationsSummary">, official.FlagEventImpactRep>>().toBeNever();
expectTypeOf<Missing<FlagEventImpact, official.FlagEventImpactRep>>().toBeNever();
expectTypeOf<Missing<VariationEvaluations, official.VariationEvalSummary>>().toBeNever();
expectTypeOf<Differs<Plain<FlagEventExperiment, "iteration">, official.FlagEventExperiment>>().toBeNever();
expectTypeOf<Missing<FlagEventExperiment, official.FlagEventExperiment>>().toEqualTypeOf<"_links">();

type Metadata = InsightsChart["metadata"];
expectTypeOf<Missing<InsightsChart, official.InsightsChart>>().toBeNever();
expectTypeOf<Differs<Plain<Metadata, "summary" | "metrics">, official.InsightsChartMetadata>>().toBeNever();
expectTypeOf<Missing<Metadata, official.InsightsChartMetadata>>().toBeNever();
expectTypeOf<Differs<Plain<ChartMetric, "tiers">, official.InsightsChartMetric>>().toBeNever();
expectTypeOf<Missing<ChartMetric, official.InsightsChartMetric>>().toBeNever();
expectTypeOf<Differs<ChartSeries["metadata"], official.InsightsChartSeriesMetadata>>().toBeNever();
expectTypeOf<Missing<ChartSeries["metadata"], official.InsightsChartSeriesMetadata>>().toBeNever();
expectTypeOf<Differs<Plain<ChartPoint, "values">, official.InsightsChartSeriesDataPoint>>().toBeNever();
expectTypeOf<Missing<ChartPoint, official.InsightsChartSeriesDataPoint>>().toBeNever();

expectTypeOf<Differs<Plain<Repository, "projects">, official.InsightsRepository>>().toBeNever();
// Programs identify a repository by its key, and need neither its id nor its version.
expectTypeOf<Missing<Repository, official.InsightsRepository>>().toEqualTypeOf<"_id" | "version">();

const link = { self: { href: "/api/v2/x", type: "application/json" } };
const flagReferences: official.FlagReferenceCollectionRep = {
  totalCount: 1,
  items: [{ projectKey: "shop", flagKey: "new", referencesAdded: 2, referencesRemoved: 1 }],
};
const plainPullRequest: official.PullRequestRep = {
  ...{ id: "p", externalId: "17", title: "Add", status: "merged", author: "ada", createTime: 1, url: "https://x/17" },
  ...{ baseCommitKey: "b", headCommitKey: "h", filesChanged: 1, linesAdded: 2, linesDeleted: 3 },
};
const plainDeployment: official.DeploymentRep = {
  ...{ id: "d", applicationKey: "web", applicationVersion: "1", environmentKey: "production", startedAt: 1 },
  ...{ status: "finished", kind: "redeployment", active: true, archived: false, leadTime: 5 },
  ...{ numberOfContributors: 1, numberOfPullRequests: 1, linesAdded: 2, linesDeleted: 3 },
};
const deployment: Required<official.DeploymentRep> = {
  ...plainDeployment,
  ...{ endedAt: 2, durationMs: 1, metadata: { build: { number: 7 }, tags: [null] } },
  pullRequests: { totalCount: 1, items: [plainPullRequest] },
  flagReferences,
  leadTimeStages: {
    ...{ codingDurationMs: 1, reviewDurationMs: 1, waitDurationMs: 1, deployDurationMs: 1, totalLeadTimeMs: 4 },
  },
};
const pullRequest: Required<official.PullRequestRep> = {
  ...plainPullRequest,
  ...{ mergeTime: 2, mergeCommitKey: "m", flagReferences },
  deployments: { totalCount: 1, items: [plainDeployment] },
  leadTime: {
    ...{ codingDurationMs: 1, reviewDurationMs: 1, maxWaitDurationMs: 1, avgWaitDurationMs: 1 },
    ...{ maxDeployDurationMs: 1, avgDeployDurationMs: 1, maxTotalLeadTimeMs: 1, avgTotalLeadTimeMs: 1 },
  },
};
const plainEvent: official.FlagEventRep = {
  ...{ id: "e", projectId: "1", projectKey: "shop", flagKey: "new", eventType: "enabled_targeting", eventTime: 1 },
  ...{ description: "Turned on", impact: {} },
};
const event: Required<official.FlagEventRep> = {
  ...plainEvent,
  ...{ environmentId: "2", environmentKey: "production", auditLogEntryId: "3", actions: ["updateOn"] },
  member: { id: "m", email: "ada@example.com", firstName: "Ada", lastName: "L." },
  impact: {
    ...{ size: "small", percentage: 12.5, reason: "evaluations" },
    evaluationsSummary: { variations: [{ value: { a: [1] }, before: 1, after: 2 }, { value: false }] },
  },
  experiments: {
    totalCount: 1,
    items: [{ key: "x", name: "X", iteration: { id: "1", status: "stopped", startedAt: 1, endedAt: 2 } }],
  },
};
const plainChart: official.InsightsChart = {
  metadata: { summary: {}, xAxis: { unit: "timestamp" }, yAxis: { unit: "count" } },
  series: [{ metadata: { name: "all" }, data: [{ x: 1, y: 2 }] }],
};
const chart: official.InsightsChart = {
  metadata: {
    ...{ name: "leadTime", summary: { p: { p50: 1 } }, xAxis: { unit: "timestamp" }, yAxis: { unit: "count" } },
    metrics: {
      leadTime: {
        ...{ indicator: "good", value: 1.5, unit: "count", modifier: "per day" },
        tiers: [{ indicator: "good", description: "at least 1 per day" }],
      },
    },
  },
  series: [
    {
      metadata: { name: "all", count: 1, bounds: [{ name: "equal", value: 1 }] },
      data: [{ x: 1, y: 2, values: { a: [null] } }],
    },
  ],
};
const decodedRepository = {
  ...{ key: "acme/web", type: "github", url: "https://github.com/acme/web", mainBranch: "main" },
};
const plainRepository: official.InsightsRepository = { _id: "r", version: 1, ...decodedRepository };
const repository: official.InsightsRepository = {
  ...plainRepository,
  projects: { totalCount: 1, items: [{ _id: "1", _links: link, key: "shop", name: "Shop" }], _links: link },
};

const projects = { totalCount: 1, items: [{ key: "shop", name: "Shop" }] };

const samples: readonly (readonly [string, t.Decoder<unknown, unknown>, object, object])[] = [
  ["a deployment with everything", Deployment, deployment, deployment],
  ["a deployment with nothing optional", Deployment, plainDeployment, plainDeployment],
  ["a pull request with everything", PullRequest, pullRequest, pullRequest],
  ["a pull request with nothing optional", PullRequest, plainPullRequest, plainPullRequest],
  ["a flag event with everything", FlagEvent, event, event],
  ["a flag event with nothing optional", FlagEvent, plainEvent, plainEvent],
  ["a chart with everything", InsightsChart, chart, chart],
  ["a chart with nothing optional", InsightsChart, plainChart, plainChart],
  ["a repository with everything", Repository, repository, { ...decodedRepository, projects }],
  ["a repository with nothing optional", Repository, plainRepository, decodedRepository],
];

/** Properties of the samples that contain free JSON. */
const free = ["build", "summary", "a"];

/** Writes every whole number as a string, except in free JSON. */
const withDigits = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withDigits);
  if (typeof value !== "object" || value === null) return Number.isInteger(value) ? String(value) : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, free.includes(name) ? each : withDigits(each)]),
  );
};

describe("a sample of the official client's types, decoded for a program,", () => {
  for (const [what, codec, theirs, ours] of samples) {
    it(`keeps every property (${what})`, () => {
      expect(codec.decode(theirs)).to.deep.equal(E.right(ours));
    });

    it(`drops unknown properties (${what})`, () => {
      expect(codec.decode({ ...theirs, beta: 1, _links: link })).to.deep.equal(E.right(ours));
    });

    it(`can have its numbers as strings of digits, as in LaunchDarkly's examples (${what})`, () => {
      expect(codec.decode(withDigits(theirs))).to.deep.equal(E.right(ours));
    });
  }

  for (const [codec, plain, full] of [
    [Deployment, plainDeployment, deployment],
    [PullRequest, plainPullRequest, pullRequest],
    [FlagEvent, plainEvent, event],
  ] as const) {
    it(`is the same with null for each optional property as without it (${codec.name})`, () => {
      const nothing = Object.fromEntries(Object.keys(full).map((name) => [name, null]));
      expect(codec.decode({ ...nothing, ...plain })).to.deep.equal(E.right(plain));
    });
  }

  it("can have null for an empty list, and no evaluations", () => {
    const noSeries = InsightsChart.decode({ ...plainChart, series: null });
    expect(noSeries).to.deep.equal(E.right({ ...plainChart, series: [] }));
    const none = FlagEvent.decode({ ...plainEvent, impact: { evaluationsSummary: {} } });
    expect(none).to.deep.equal(E.right({ ...plainEvent, impact: { evaluationsSummary: { variations: [] } } }));
  });

  it("can lack measured numbers, but not an identity", () => {
    const identity = { id: "d", applicationKey: "web", applicationVersion: "1", environmentKey: "production" };
    const state = { startedAt: 1, status: "finished", kind: "a new word", active: true, archived: false };
    expect(Deployment.decode({ ...identity, ...state })).to.deep.equal(E.right({ ...identity, ...state }));
    const refused = Deployment.decode({ ...identity, ...state, id: undefined, startedAt: "soon" });
    const problems = E.isLeft(refused) ? problemsOf(refused.left) : [];
    expect(problems).to.deep.equal([
      { property: "id", reason: "is missing" },
      { property: "startedAt", reason: "must be a number" },
    ]);
  });
});
