import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { problemsOf } from "../../../provider/lib/problems.js";
import {
  InsightGroupScores,
  InsightScores,
  MetricScore,
  Period,
  ScoredInsightGroup,
  type Indicator,
} from "../../../provider/model/insightScores.js";
import { checkout } from "../../support/groups.js";
import { keys, lastPeriod, metric, period, withExtraFields, scores } from "../../support/measured.js";

const wrong = (codec: t.Decoder<unknown, unknown>, value: unknown): readonly string[] => {
  const result = codec.decode(value);
  return E.isLeft(result) ? problemsOf(result.left).map(({ property, reason }) => `${property} ${reason}`) : [];
};

const metricScore = fc.letrec<{ readonly metric: MetricScore }>((tie) => ({
  metric: fc.record(
    {
      score: fc.integer(),
      indicator: fc.oneof(fc.constantFrom<Indicator>("excellent", "notCalculated"), fc.string()),
      indicatorRange: fc.record({ min: fc.integer(), max: fc.integer() }),
      aggregateOf: fc.array(fc.string()),
      diffVsLastPeriod: fc.integer(),
      lastPeriod: fc.option(tie("metric"), { nil: undefined, maxDepth: 3 }),
    },
    { requiredKeys: ["score", "indicator", "indicatorRange"] },
  ),
})).metric;

const { overall } = scores;

describe("scores", () => {
  it("are decoded as they are, and encoded as they were: decode ∘ encode = id", () => {
    fc.assert(
      fc.property(metricScore, metricScore, (one, another) => {
        expect(MetricScore.decode(MetricScore.encode(one))).to.deep.equal(E.right(one));
        const value = { period, lastPeriod, scores: { ...scores, risk: one, creationRatio: another } };
        expect(InsightScores.decode(InsightScores.encode(value))).to.deep.equal(E.right(value));
      }),
    );
  });

  it("keep an indicator that is a new word", () => {
    const value = { ...scores, risk: { ...metric, indicator: "terrific" } };
    expect(InsightGroupScores.decode(value)).to.deep.equal(E.right(value));
  });

  it("have no creation ratio where it is left out or null", () => {
    expect(InsightGroupScores.decode(scores)).to.deep.equal(E.right(scores));
    const withNull = InsightGroupScores.decode({ ...scores, creationRatio: null });
    expect(withNull).to.deep.equal(E.right({ ...scores, creationRatio: undefined }));
  });

  it("take null for whatever a metric may leave out", () => {
    const value = { ...metric, aggregateOf: null, diffVsLastPeriod: null, lastPeriod: null };
    expect(MetricScore.decode(value)).to.deep.equal(
      E.right({ ...metric, aggregateOf: undefined, diffVsLastPeriod: undefined, lastPeriod: undefined }),
    );
  });

  it("may go back more than one period", () => {
    const back = { ...metric, lastPeriod: { ...metric, score: 1, lastPeriod: { ...metric, score: 2 } } };
    expect(MetricScore.decode(back)).to.deep.equal(E.right(back));
    expect(wrong(MetricScore, { ...back, lastPeriod: { ...back.lastPeriod, lastPeriod: { score: 2 } } })).to.deep.equal(
      ["lastPeriod.lastPeriod.indicator is missing", "lastPeriod.lastPeriod.indicatorRange is missing"],
    );
  });

  it("bring neither SDK keys nor anything unknown along, at any depth", () => {
    const measured = { period, lastPeriod, scores };
    expect(InsightScores.decode(withExtraFields(measured))).to.deep.equal(E.right(measured));
    const group = { ...checkout, createdAt: 1, scores, scoreMetadata: { period, lastPeriod } };
    const text = JSON.stringify(withExtraFields(group));
    for (const key of Object.values(keys)) expect(text, "or this would prove nothing").to.include(key);
    expect(ScoredInsightGroup.decode(withExtraFields(group))).to.deep.equal(E.right(group));
  });

  it("of a group may come without the time of their measuring", () => {
    const group = { ...checkout, createdAt: 1, scores };
    expect(ScoredInsightGroup.decode(group)).to.deep.equal(E.right(group));
    const withNull = ScoredInsightGroup.decode({ ...group, scoreMetadata: null });
    expect(withNull).to.deep.equal(E.right({ ...group, scoreMetadata: undefined }));
  });

  for (const [name, codec, value, problem] of [
    ["a metric is missing", InsightGroupScores, { ...scores, velocity: undefined }, "velocity is missing"],
    ["a metric is null", InsightGroupScores, { ...scores, velocity: null }, "velocity must be MetricScore"],
    [
      "a score is null",
      InsightGroupScores,
      { ...scores, risk: { ...metric, score: null } },
      "risk.score must be number",
    ],
    [
      "an indicator is missing",
      InsightGroupScores,
      { ...scores, risk: { ...metric, indicator: undefined } },
      "risk.indicator is missing",
    ],
    [
      "a range has no end",
      InsightGroupScores,
      { ...scores, overall: { ...overall, lastPeriod: { ...metric, indicatorRange: { min: 0 } } } },
      "overall.lastPeriod.indicatorRange.max is missing",
    ],
    [
      "the name of a metric is no text",
      MetricScore,
      { ...metric, aggregateOf: ["risk", 1] },
      "aggregateOf[1] must be string",
    ],
    [
      "the scores of an environment lack a metric",
      InsightScores,
      { period, lastPeriod, scores: { ...scores, velocity: undefined } },
      "scores.velocity is missing",
    ],
    [
      "a group's scores lack a metric",
      ScoredInsightGroup,
      { ...checkout, createdAt: 1, scores: { ...scores, velocity: undefined } },
      "scores.velocity is missing",
    ],
    ["a group has none", ScoredInsightGroup, { ...checkout, createdAt: 1 }, "scores is missing"],
    ["a period has no end", Period, { startTime: 1 }, "endTime is missing"],
    [
      "a group's period has no end",
      ScoredInsightGroup,
      { ...checkout, createdAt: 1, scores, scoreMetadata: { period, lastPeriod: { startTime: 1 } } },
      "scoreMetadata.lastPeriod.endTime is missing",
    ],
  ] as const) {
    it(`are told by the way to what is wrong where ${name}`, () => {
      expect(wrong(codec, value)).to.deep.equal([problem]);
    });
  }
});
