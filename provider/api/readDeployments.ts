import type { Api } from "../http/send.js";
import { Deployment } from "../model/deployment.js";
import type { Key } from "../model/keys.js";
import { listByCursor } from "./cursorPages.js";
import { readInsights, type Query } from "./readInsights.js";

export const readDeployments = (query: Query, limit: number): Api<readonly Deployment[]> =>
  listByCursor({ path: "deployments", query, item: Deployment, limit, timeOf: ({ startedAt }) => startedAt });

export const readDeployment = (id: Key, query: Query): Api<Deployment> =>
  readInsights(`deployments/${encodeURIComponent(id)}`, query, Deployment, "deployments/{deploymentID}");
