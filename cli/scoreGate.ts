import * as E from "fp-ts/Either";
import { closestMatch } from "../provider/lib/closestMatch.js";
import type { MetricScore } from "../provider/model/insightScores.js";
import { indicatorOf, isMetric, isRated, metrics, type Metric, type Scores } from "./scoreMetrics.js";

/** The indicators that can be required, from the lowest. */
export const indicators = ["needsAttention", "fair", "good", "excellent"] as const;
type RankedIndicator = (typeof indicators)[number];

/** The lowest score or the lowest indicator that a metric may have. */
export interface Requirement {
  readonly metric: Metric;
  readonly atLeast: number | RankedIndicator;
}

/** Parses `overall>=70`, `leadTime>=fair`, or a comma-separated list of them; returns the first problem. */
export const parseRequirements = (text: string): E.Either<string, readonly Requirement[]> =>
  E.traverseArray(parseRequirement)(text.split(","));

const parseRequirement = (text: string): E.Either<string, Requirement> => {
  const [, metric = "", atLeast = ""] = /^\s*([^\s<>=]+)\s*>=\s*(\S+)\s*$/.exec(text) ?? [];
  if (metric === "") {
    return E.left(
      `${JSON.stringify(text.trim())} is not METRIC>=MINIMUM, such as "overall>=70"; without quotes, a shell treats > as a redirection`,
    );
  }
  if (!isMetric(metric)) {
    return E.left(`there is no metric ${JSON.stringify(metric)}: did you mean "${closestMatch(metric, metrics)}"?`);
  }
  const indicator = indicators.find((each) => each === atLeast);
  if (indicator !== undefined) return E.right({ metric, atLeast: indicator });
  if (/^\d+$/.test(atLeast) && Number(atLeast) <= 100) return E.right({ metric, atLeast: Number(atLeast) });
  return E.left(
    `${JSON.stringify(atLeast)} is not a minimum of ${metric}: use a whole number from 0 to 100, or ${indicators.join(", ")}`,
  );
};

/** A requirement and, if it is not met, the reason. */
export interface Verdict extends Requirement {
  readonly shortfall: string | undefined;
}

export const judge = (requirements: readonly Requirement[], scores: Scores): readonly Verdict[] =>
  requirements.map((requirement) => ({ ...requirement, shortfall: shortfallOf(requirement, scores) }));

const shortfallOf = ({ metric, atLeast }: Requirement, scores: Scores): string | undefined => {
  const found = scores[metric];
  if (found !== undefined && isAtLeast(found, atLeast)) return undefined;
  return `${metric} must be at least ${String(atLeast)}, but ${explain(found)}`;
};

/** A metric without a rating meets no requirement, not even 0. */
const isAtLeast = (found: MetricScore, atLeast: Requirement["atLeast"]): boolean => {
  if (!isRated(found)) return false;
  if (typeof atLeast === "number") return found.score !== undefined && found.score >= atLeast;
  return indicators.findIndex((each) => each === found.indicator) >= indicators.indexOf(atLeast);
};

const explain = (found: MetricScore | undefined): string => {
  if (found === undefined) return "LaunchDarkly returned no score";
  if (found.indicator === "unknown") return "its score is unknown";
  if (found.indicator === "notCalculated") return "LaunchDarkly has not calculated it";
  return found.score === undefined
    ? `it has no score (${indicatorOf(found)})`
    : `it is ${String(found.score)} (${indicatorOf(found)})`;
};
