import { expect } from "chai";
import type { Scores } from "../../cli/scoreMetrics.js";
import { toJson, toMarkdown, toTable, type ScoresReport } from "../../cli/scoresReport.js";
import type { MetricScore } from "../../provider/model/insightScores.js";

const unrated: MetricScore = { score: 0, indicator: "notCalculated", indicatorRange: undefined, diffVsLastPeriod: 4 };
const scores: Scores = {
  overall: { score: 72, indicator: "good", indicatorRange: undefined, diffVsLastPeriod: 3 },
  deploymentFrequency: { score: 100, indicator: "excellent", indicatorRange: undefined, diffVsLastPeriod: -12 },
  deploymentFailureRate: unrated,
  leadTime: { score: 41, indicator: "a|b", indicatorRange: undefined, diffVsLastPeriod: 0 },
  impactSize: unrated,
  experimentationCoverage: unrated,
  flagHealth: { score: undefined, indicator: "unknown", indicatorRange: undefined },
  velocity: unrated,
  risk: unrated,
  efficiency: unrated,
};
const report: ScoresReport = {
  group: undefined,
  projectKey: "shop",
  environmentKey: "pro_duction",
  applicationKeys: ["cart", "web"],
  period: { startTime: 1_700_000_000_000, endTime: 1_702_000_000_000 },
  lastPeriod: undefined,
  scores,
  verdicts: [
    { metric: "overall", atLeast: 70, shortfall: undefined },
    { metric: "overall", atLeast: "excellent", shortfall: "too low" },
    { metric: "creationRatio", atLeast: 0, shortfall: "none" },
  ],
};
const plain = (cell: string): string => cell;

describe("the report of the scores command", () => {
  it("aligns numbers on the right of a table, and says which requirements are met", () => {
    expect(toTable(report, plain).split("\n")).to.deep.equal([
      'Scores of project "shop", environment "pro_duction", application "cart", application "web" from 2023-11-14 to 2023-12-08',
      "",
      "metric                   score  indicator      change  required",
      "overall                     72  good               +3  >=70 met, >=excellent not met",
      "velocity                     -  notCalculated       -",
      "deploymentFrequency        100  excellent         -12",
      "leadTime                    41  a|b                 0",
      "risk                         -  notCalculated       -",
      "deploymentFailureRate        -  notCalculated       -",
      "impactSize                   -  notCalculated       -",
      "efficiency                   -  notCalculated       -",
      "experimentationCoverage      -  notCalculated       -",
      "flagHealth                   -  unknown             -",
      "creationRatio                -  unknown             -  >=0 not met",
      "",
    ]);
  });

  it("colors the indicators of a table without moving a column", () => {
    const colored = toTable(report, (cell, indicator) => `<${indicator}:${cell}>`);
    expect(colored).to.include("\noverall                     72  <good:good         >      +3  ");
  });

  it("is one table in Markdown, whatever text a cell contains", () => {
    const [title, , ...lines] = toMarkdown({ ...report, verdicts: [] })
      .trimEnd()
      .split("\n");
    expect(title).to.match(/^### Scores of project "shop", environment "pro\\_duction", .* to 2023-12-08$/);
    expect(lines.slice(0, 3)).to.deep.equal([
      "| metric | score | indicator | change |",
      "| --- | ---: | --- | ---: |",
      "| overall | 72 | good | +3 |",
    ]);
    expect(lines).to.include("| leadTime | 41 | a\\|b | 0 |").and.to.have.lengthOf(12);
  });

  it("has no row for a metric that LaunchDarkly omits, unless it is required", () => {
    expect(toTable({ ...report, verdicts: [] }, plain)).not.to.include("creationRatio");
  });

  it("names the group, and shows an invalid time as it is", () => {
    const odd = { ...report, group: "checkout", period: { startTime: 0, endTime: 1e300 } };
    expect(toTable(odd, plain)).to.match(/^Scores of insight group "checkout" from 1970-01-01 to 1e\+300\n/);
    expect(toTable({ ...odd, period: undefined }, plain)).to.match(/^Scores of insight group "checkout"\n/);
  });

  it("has every property and every metric in JSON, with null for a missing value", () => {
    const json = JSON.parse(toJson({ ...report, applicationKeys: undefined })) as Record<string, unknown>;
    expect(json).to.deep.include({
      group: null,
      projectKey: "shop",
      applicationKeys: null,
      period: { startTime: 1_700_000_000_000, endTime: 1_702_000_000_000 },
      lastPeriod: null,
      requirements: [
        { metric: "overall", atLeast: 70, met: true, shortfall: null },
        { metric: "overall", atLeast: "excellent", met: false, shortfall: "too low" },
        { metric: "creationRatio", atLeast: 0, met: false, shortfall: "none" },
      ],
    });
    const unknown = { score: null, indicator: "unknown", change: null };
    expect(json["scores"])
      .to.deep.include({
        overall: { score: 72, indicator: "good", change: 3 },
        risk: { score: null, indicator: "notCalculated", change: null },
        flagHealth: unknown,
        creationRatio: unknown,
      })
      .and.to.have.all.keys(...Object.keys(scores), "creationRatio");
  });
});
