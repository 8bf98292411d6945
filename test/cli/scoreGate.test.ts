import { expect } from "chai";
import { expectTypeOf } from "expect-type";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import { metrics, type Metric, type Scores } from "../../cli/scoreMetrics.js";
import { indicators, judge, parseRequirements, type Requirement } from "../../cli/scoreGate.js";
import type { MetricScore } from "../../provider/model/insightScores.js";
import { scoresOf } from "../../emulator/generateScores.js";

const requirement: fc.Arbitrary<Requirement> = fc.record({
  metric: fc.constantFrom(...metrics),
  atLeast: fc.oneof(fc.nat(100), fc.constantFrom(...indicators)),
});

const base = scoresOf({ projectKey: "shop", environmentKey: "production", applicationKeys: null });
const withMetric = (metric: Metric, found: MetricScore | undefined): Scores => ({
  ...(base as unknown as Scores), // the emulator's scores have every metric that is required
  [metric]: found,
});
const of = (indicator: string, score?: number): MetricScore => ({ score, indicator, indicatorRange: undefined });
const shortfalls = (text: string, scores: Scores): readonly string[] => {
  const parsed = parseRequirements(text);
  if (E.isLeft(parsed)) throw new Error(parsed.left);
  return judge(parsed.right, scores).flatMap(({ shortfall }) => shortfall ?? []);
};

describe("the requirements of the scores command", () => {
  it("can name every metric of a group", () => {
    expectTypeOf<(typeof metrics)[number]>().toEqualTypeOf<keyof Scores>();
    expect(Object.keys(base)).to.have.members(metrics.filter((name) => name in base));
  });

  it("are parsed with any white space", () => {
    const space = fc.constantFrom("", " ", "\n  ");
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1 }), space, (requirements, gap) => {
        const text = requirements.map(({ metric, atLeast }) => [gap, metric, gap, ">=", gap, atLeast, gap].join(""));
        expect(parseRequirements(text.join(","))).to.deep.equal(E.right(requirements));
      }),
    );
  });

  it("are met by a score exactly if it is not below the minimum", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (score, atLeast) => {
        const found = shortfalls(`risk>=${String(atLeast)}`, withMetric("risk", of("fair", score)));
        expect(found.length === 0).to.equal(score >= atLeast);
      }),
    );
  });

  it("are met by an indicator exactly if it is not worse than the minimum", () => {
    const order = ["needsAttention", "fair", "good", "excellent"];
    for (const [rank, indicator] of order.entries()) {
      for (const [least, name] of order.entries()) {
        const found = shortfalls(`leadTime>=${name}`, withMetric("leadTime", of(indicator, 50)));
        expect(found.length === 0, `${indicator}>=${name}`).to.equal(rank >= least);
      }
    }
  });

  it("are not met by a metric without a rating, and the message says why", () => {
    const cases: readonly (readonly [MetricScore | undefined, string])[] = [
      [undefined, "LaunchDarkly returned no score"],
      [of("unknown", 90), "its score is unknown"],
      [of("notCalculated", 0), "LaunchDarkly has not calculated it"],
    ];
    for (const [found, reason] of cases) {
      for (const atLeast of ["0", "needsAttention"]) {
        expect(shortfalls(`creationRatio>=${atLeast}`, withMetric("creationRatio", found))).to.deep.equal([
          `creationRatio must be at least ${atLeast}, but ${reason}`,
        ]);
      }
    }
    expect(shortfalls("risk>=0,risk>=good", withMetric("risk", of("good")))).to.deep.equal([
      "risk must be at least 0, but it has no score (good)",
    ]);
  });

  it("are met for a score even if its indicator is unknown, but not for the unknown indicator", () => {
    expect(shortfalls("risk>=90,risk>=fair", withMetric("risk", of("superb", 95)))).to.deep.equal([
      "risk must be at least fair, but it is 95 (superb)",
    ]);
  });

  it("are all reported in their order if they are not met", () => {
    const scores = { ...withMetric("risk", of("fair", 41)), overall: of("needsAttention", 3) };
    expect(shortfalls("overall>=70,risk>=41,risk>=good", scores)).to.deep.equal([
      "overall must be at least 70, but it is 3 (needsAttention)",
      "risk must be at least good, but it is 41 (fair)",
    ]);
  });

  it("are refused with the closest name, with the syntax or with the existing minimums", () => {
    const cases = [
      ["leadTme>=fair", 'there is no metric "leadTme": did you mean "leadTime"?'],
      ["overall>=70,Overall>=1", 'there is no metric "Overall": did you mean "overall"?'],
      ["toString>=1", 'there is no metric "toString"'],
      ["overall", '"overall" is not METRIC>=MINIMUM'],
      ["overall", "without quotes, a shell treats > as a redirection"],
      ["overall>=70,", '"" is not METRIC>=MINIMUM'],
      ["overall<=70", '"overall<=70" is not METRIC>=MINIMUM'],
      ["overall>70", '"overall>70" is not METRIC>=MINIMUM'],
      ["overall>=", '"overall>=" is not METRIC>=MINIMUM'],
      [
        "overall>=101",
        '"101" is not a minimum of overall: use a whole number from 0 to 100, or needsAttention, fair, good',
      ],
      ["overall>=-1", '"-1" is not a minimum'],
      ["overall>=Fair", '"Fair" is not a minimum'],
      ["overall>=notCalculated", '"notCalculated" is not a minimum'],
    ] as const;
    for (const [text, says] of cases) {
      const parsed = parseRequirements(text);
      expect(E.isLeft(parsed) ? parsed.left : "parsed", text).to.include(says);
    }
  });
});
