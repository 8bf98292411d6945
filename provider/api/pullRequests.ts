import type { Api } from "../http/send.js";
import { PullRequest } from "../model/pullRequest.js";
import { listByCursor } from "./cursorPages.js";
import type { Query } from "./query.js";

export const readPullRequests = (query: Query, limit: number): Api<readonly PullRequest[]> =>
  listByCursor({ path: "pull-requests", query, item: PullRequest, limit });
