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
      score: fc.option(fc.integer(), { nil: undefined }),
      indicator: fc.oneof(fc.constantFrom<Indicator>("excellent", "notCalculated"), fc.string()),
      indicatorRange: fc.option(fc.record({ min: fc.integer(), max: fc.integer() }), { nil: undefined }),
      aggregateOf: fc.array(fc.string()),
      diffVsLastPeriod: fc.integer(),
      lastPeriod: fc.option(tie("metric"), { nil: undefined, maxDepth: 3 }),
    },
    { requiredKeys: ["score", "indicator", "indicatorRange"] },
  ),
})).metric;

const { overall } = scores;

describe("scores", () => {
  it("are unchanged by decoding and encoding", () => {
    fc.assert(
      fc.property(metricScore, metricScore, (one, another) => {
        expect(MetricScore.decode(MetricScore.encode(one))).to.deep.equal(E.right(one));
        const value = { period, lastPeriod, scores: { ...scores, risk: one, creationRatio: another } };
        expect(InsightScores.decode(InsightScores.encode(value))).to.deep.equal(E.right(value));
      }),
    );
  });

  it("keep an unknown indicator", () => {
    const value = { ...scores, risk: { ...metric, indicator: "terrific" } };
    expect(InsightGroupScores.decode(value)).to.deep.equal(E.right(value));
  });

  it("have no creation ratio if it is absent or null", () => {
    expect(InsightGroupScores.decode(scores)).to.deep.equal(E.right(scores));
    const withNull = InsightGroupScores.decode({ ...scores, creationRatio: null });
    expect(withNull).to.deep.equal(E.right({ ...scores, creationRatio: undefined }));
  });

  it("accept null for every optional property of a metric", () => {
    const value = { ...metric, aggregateOf: null, diffVsLastPeriod: null, lastPeriod: null };
    expect(MetricScore.decode(value)).to.deep.equal(
      E.right({ ...metric, aggregateOf: undefined, diffVsLastPeriod: undefined, lastPeriod: undefined }),
    );
  });

  it("are decoded if a metric is null or missing: its indicator is unknown, and it has no score", () => {
    const unknown = { score: undefined, indicator: "unknown", indicatorRange: undefined };
    for (const name of Object.keys(scores)) {
      for (const none of [null, undefined]) {
        const decoded = InsightGroupScores.decode({ ...scores, [name]: none });
        expect(decoded).to.deep.equal(E.right({ ...scores, [name]: unknown }));
      }
      const { [name as "risk"]: left, ...others } = scores;
      expect(InsightGroupScores.decode(others), left.indicator).to.deep.equal(E.right({ ...scores, [name]: unknown }));
    }
  });

  it("are decoded if a score or its range is null or missing", () => {
    for (const none of [{ score: null, indicatorRange: null }, {}]) {
      const risk = { ...none, indicator: "notCalculated" };
      expect(InsightGroupScores.decode({ ...scores, risk })).to.deep.equal(
        E.right({ ...scores, risk: { score: undefined, indicator: "notCalculated", indicatorRange: undefined } }),
      );
    }
  });

  it("can have the times of a period as strings, which become numbers", () => {
    const texts = { startTime: String(period.startTime), endTime: String(period.endTime) };
    expect(Period.decode(texts)).to.deep.equal(E.right(period));
  });

  it("can go back more than one period", () => {
    const back = { ...metric, lastPeriod: { ...metric, score: 1, lastPeriod: { ...metric, score: 2 } } };
    expect(MetricScore.decode(back)).to.deep.equal(E.right(back));
    expect(wrong(MetricScore, { ...back, lastPeriod: { ...back.lastPeriod, lastPeriod: { score: 2 } } })).to.deep.equal(
      ["lastPeriod.lastPeriod.indicator is missing"],
    );
  });

  it("omit SDK keys and unknown fields at any depth", () => {
    const measured = { period, lastPeriod, scores };
    expect(InsightScores.decode(withExtraFields(measured))).to.deep.equal(E.right(measured));
    const group = { ...checkout, createdAt: 1, scores, scoreMetadata: { period, lastPeriod } };
    const text = JSON.stringify(withExtraFields(group));
    for (const key of Object.values(keys)) expect(text, "or this would prove nothing").to.include(key);
    expect(ScoredInsightGroup.decode(withExtraFields(group))).to.deep.equal(E.right(group));
  });

  it("of a group can lack the time of their measurement", () => {
    const group = { ...checkout, createdAt: 1, scores };
    expect(ScoredInsightGroup.decode(group)).to.deep.equal(E.right(group));
    const withNull = ScoredInsightGroup.decode({ ...group, scoreMetadata: null });
    expect(withNull).to.deep.equal(E.right({ ...group, scoreMetadata: undefined }));
  });

  for (const [name, codec, value, problem] of [
    ["a metric is no object", InsightGroupScores, { ...scores, velocity: 80 }, "velocity must be MetricScore"],
    [
      "a score is a text",
      InsightGroupScores,
      { ...scores, risk: { ...metric, score: "80" } },
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
      "a metric of the scores of an environment has no indicator",
      InsightScores,
      { period, lastPeriod, scores: { ...scores, velocity: { score: 1 } } },
      "scores.velocity.indicator is missing",
    ],
    [
      "a metric of a group's scores has no indicator",
      ScoredInsightGroup,
      { ...checkout, createdAt: 1, scores: { ...scores, velocity: { score: 1 } } },
      "scores.velocity.indicator is missing",
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
    it(`are refused with the path of the problem if ${name}`, () => {
      expect(wrong(codec, value)).to.deep.equal([problem]);
    });
  }
});
