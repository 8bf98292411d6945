import type { Api } from "../http/send.js";
import { InsightsChart } from "../model/chart.js";
import { readInsights, type Query } from "./readInsights.js";

export type ChartPath = "deployments/frequency" | "flags/stale" | "flags/status" | "lead-time" | "releases/frequency";

export const readChart = (path: ChartPath, query: Query): Api<InsightsChart> =>
  readInsights(`charts/${path}`, query, InsightsChart);
