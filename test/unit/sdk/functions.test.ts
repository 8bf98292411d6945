import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { expectTypeOf } from "expect-type";
import {
  getInsightGroup,
  getInsightGroupOutput,
  getInsightGroups,
  getInsightGroupsOutput,
  getInsightScores,
  getInsightScoresOutput,
  Provider,
  type GetInsightGroupResult,
  type Indicator,
  type InsightScores,
  type MetricScore,
  type ScoredInsightGroup,
} from "pulumi-launchdarkly-insights";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import type * as results from "../../../provider/sdk/functions/insights.js";
import type * as model from "../../../provider/model/insightGroup.js";
import type * as codecs from "../../../provider/model/insightScores.js";
import { checkout } from "../../support/groups.js";
import { configure } from "../../support/live.js";

const key = "checkout";
const place = { projectKey: "shop", environmentKey: "production" } as const;
const createdAt = 1_700_000_000_000;

/** The types are those of a program. Without resources, no engine is needed. */
describe("the functions that a program imports", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
    emulator.groups.set(key, { ...checkout, createdAt });
    await configure({});
    process.env["LAUNCHDARKLY_ACCESS_TOKEN"] = "api-emulator";
    process.env["LAUNCHDARKLY_API_HOST"] = emulator.url;
  });
  after(async () => {
    await configure({});
    await emulator.close();
  });

  const valueOf = <A>(output: pulumi.Output<A>): Promise<A> =>
    new Promise((resolve) => {
      output.apply(resolve);
    });

  it("return a group with its scores if expandScores is true", async () => {
    const found = await getInsightGroup({ key, expandScores: true });
    expectTypeOf(found).toEqualTypeOf<ScoredInsightGroup>();
    const { overall, creationRatio } = found.scores;
    expectTypeOf(overall).toEqualTypeOf<MetricScore>();
    expectTypeOf(creationRatio).toEqualTypeOf<MetricScore | undefined>();
    expect(creationRatio?.indicator).not.to.equal("");
    expectTypeOf(overall.score).toEqualTypeOf<number | undefined>();
    expectTypeOf(overall.indicator).toEqualTypeOf<Indicator>();
    expectTypeOf(overall.lastPeriod).toEqualTypeOf<MetricScore | undefined>();
    expect(overall.score).to.be.a("number");
    expect(overall.lastPeriod?.indicatorRange?.min).to.be.a("number");
    expect(found.scoreMetadata?.period.endTime).to.be.greaterThan(createdAt);

    const output = getInsightGroupOutput({ key: pulumi.output(key), expandScores: true });
    expectTypeOf(output).toEqualTypeOf<pulumi.Output<ScoredInsightGroup>>();
    expect(await valueOf(output.scores.velocity.score)).to.equal(found.scores.velocity.score);
  });

  it("return a group without scores if expandScores is absent or may be false", async () => {
    const found = await getInsightGroup({ key });
    const undecided = await getInsightGroup({ key, expandScores: found.key === "till" });
    const output = getInsightGroupOutput({ key });
    expectTypeOf(found).toEqualTypeOf<GetInsightGroupResult>();
    expectTypeOf(undecided).toEqualTypeOf<GetInsightGroupResult>();
    expectTypeOf(output).toEqualTypeOf<pulumi.Output<GetInsightGroupResult>>();
    // @ts-expect-error scores are not requested
    const { scores } = found;
    // @ts-expect-error scores are not requested here either
    const outputScores: unknown = output.scores;
    expect(scores).to.equal(undefined);
    expect(outputScores).not.to.equal(null);
    expect([found, undecided, await valueOf(output)]).to.deep.equal(Array(3).fill({ ...checkout, createdAt }));
  });

  it("return groups, and the scores of an environment", async () => {
    const groups = await getInsightGroups();
    expectTypeOf(groups).toEqualTypeOf<readonly GetInsightGroupResult[]>();
    expect(groups.map(({ name }) => name)).to.deep.equal(["Checkout"]);
    const none = getInsightGroupsOutput({ projectKey: pulumi.output("games") });
    expectTypeOf(none).toEqualTypeOf<pulumi.Output<readonly GetInsightGroupResult[]>>();
    expect(await valueOf(none)).to.deep.equal([]);

    const measured = await getInsightScores(place);
    expectTypeOf(measured).toEqualTypeOf<InsightScores>();
    for (const applicationKeys of [pulumi.output(["web"]), [pulumi.output("web")]]) {
      const output = getInsightScoresOutput({ ...place, applicationKeys });
      expectTypeOf(output).toEqualTypeOf<pulumi.Output<InsightScores>>();
      expect(await valueOf(output.period)).to.deep.equal(measured.period);
      expect(await valueOf(output)).to.deep.equal(await getInsightScores({ ...place, applicationKeys: ["web"] }));
    }
  });

  it("reject with an error of the SDK that prints no stack trace", async () => {
    const error: unknown = await getInsightGroup({ key: "till" }).catch((cause: unknown) => cause);
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    expect(error).to.have.property("message").that.includes('Cannot read insight group "till"');
  });

  it("have arguments that the compiler checks, and check them at run time for programs in JavaScript", async () => {
    const calls = [
      // @ts-expect-error key is misspelled
      () => getInsightGroup({ kye: key }),
      // @ts-expect-error key is missing
      () => getInsightGroup({ expandScores: true }),
      // @ts-expect-error there are no arguments at all
      () => getInsightGroup(),
      // @ts-expect-error a project is named by its key
      () => getInsightGroups({ project: "shop" }),
      // @ts-expect-error environmentKey is missing
      () => getInsightScores({ projectKey: "shop" }),
    ];
    const before = emulator.calls.length;
    for (const call of calls) {
      const error: unknown = await call().catch((cause: unknown) => cause);
      expect(error)
        .to.have.property("message")
        .that.matches(/is missing|did you mean|must be/);
    }
    expect(emulator.calls.length).to.equal(before);
  });

  it("take no Inputs in their plain forms: the error names the form that does", async () => {
    const later = pulumi.output(key);
    const before = emulator.calls.length;
    for (const [call, error] of [
      // @ts-expect-error these take no Inputs
      [() => getInsightGroup({ key: later }), "key is an Output or a Promise, .*: use getInsightGroupOutput$"],
      // @ts-expect-error no Promise, either
      [() => getInsightGroups({ query: Promise.resolve("a") }), "query is an .*: use getInsightGroupsOutput$"],
      [
        // @ts-expect-error not in a list, either
        () => getInsightScores({ ...place, applicationKeys: [later] }),
        "applicationKeys is an .*: use getInsightScoresOutput$",
      ],
    ] as const) {
      const found: unknown = await call().catch((cause: unknown) => cause);
      expect(pulumi.RunError.isInstance(found)).to.equal(true);
      expect(found).to.have.property("message").that.matches(new RegExp(error));
    }
    expect(emulator.calls.length).to.equal(before);
  });

  it("take no options in their plain forms, and are mapped over lists", async () => {
    const options = { provider: {} };
    for (const [call, name] of [
      // @ts-expect-error there are no options
      [() => getInsightGroup({ key }, options), "getInsightGroup"],
      // @ts-expect-error there are no options
      [() => getInsightGroups({}, options), "getInsightGroups"],
      // @ts-expect-error there are no options
      [() => getInsightScores(place, options), "getInsightScores"],
    ] as const) {
      const found: unknown = await call().catch((cause: unknown) => cause);
      expect(found).to.have.property("message").that.includes(`${name} takes no options: use ${name}Output`);
    }
    const found = await Promise.all([{ key }, { key }].map(getInsightGroup));
    expect(found.map(({ name }) => name)).to.deep.equal(["Checkout", "Checkout"]);
  });

  it("refuse unknown options, and values that are not resources", () => {
    const anything: object = { Provider: 1, parent: 2 };
    expect(() => getInsightGroupOutput({ key }, anything)).to.throw(
      pulumi.RunError,
      'Provider is not an argument of FunctionOptions: did you mean "provider"?; ' +
        'parent is not an argument of FunctionOptions: did you mean "provider"?',
    );
    const dependsOn = [undefined] as unknown as readonly pulumi.Resource[]; // as a program in JavaScript may give it
    expect(() => getInsightScoresOutput(place, { dependsOn })).to.throw(
      pulumi.RunError,
      "dependsOn[0] must be a resource",
    );
  });

  it("accept null for no options", async () => {
    // @ts-expect-error as a program in JavaScript may give it
    expect(await valueOf(getInsightGroupOutput({ key }, null).name)).to.equal("Checkout");
  });

  it("accept no provider of another package", () => {
    // As a program in JavaScript may give it.
    const provider = Object.create(Provider.prototype) as Provider;
    expect(() => getInsightGroupOutput({ key }, { provider })).to.throw("must be a Provider of this package");
  });
});

describe("an explicit provider", () => {
  it("accepts null for no arguments, as JavaScript may pass", () => {
    expect(new Provider("none", null as unknown as undefined)).to.be.instanceOf(Provider);
  });

  it("refuses unknown arguments, instead of using the default account", () => {
    const args: object = { token: "api-x", host: "app.eu.launchdarkly.com", deadline: 1 };
    expect(() => new Provider("europe", args)).to.throw(
      pulumi.RunError,
      'token is not an argument of Provider: did you mean "accessToken"?; ' +
        'host is not an argument of Provider: did you mean "apiHost"?',
    );
  });
});

type Unbranded<A> = A extends string
  ? string
  : A extends readonly (infer B)[]
    ? readonly Unbranded<B>[]
    : A extends object
      ? { readonly [Name in keyof A]: Unbranded<A[Name]> }
      : A;

// The result types are those of the codecs, without brands. Nothing runs here: `tsc` reports a difference.
type Always<A> = Omit<A, "applicationKeys">;
expectTypeOf<Unbranded<Always<model.InsightGroup>>>().toEqualTypeOf<Always<results.GetInsightGroupResult>>();
expectTypeOf<model.InsightGroup["applicationKeys"]>().toEqualTypeOf<results.GetInsightGroupResult["applicationKeys"]>();
expectTypeOf<keyof codecs.ScoredInsightGroup>().toEqualTypeOf<keyof results.ScoredInsightGroup>();
expectTypeOf<codecs.ScoredInsightGroup["scores"]>().toEqualTypeOf<results.ScoredInsightGroup["scores"]>();
type Metadata<A extends { readonly scoreMetadata?: unknown }> = A["scoreMetadata"];
expectTypeOf<Metadata<codecs.ScoredInsightGroup>>().toExtend<Metadata<results.ScoredInsightGroup>>();
expectTypeOf<Metadata<results.ScoredInsightGroup>>().toExtend<Metadata<codecs.ScoredInsightGroup>>();
