import type { Api } from "../http/send.js";
import { PullRequest } from "../model/pullRequest.js";
import { listByCursor } from "./cursorPages.js";
import type { Query } from "./readInsights.js";

/** Returns the newest pull requests, or the first ones in the order of `query.sort`. */
export const readPullRequests = (query: Query, limit: number): Api<readonly PullRequest[]> => {
  const timeOf = ({ mergeTime, createTime }: PullRequest): number => mergeTime ?? createTime;
  const isSorted = (query["sort"] ?? "") !== "";
  return listByCursor({
    path: "pull-requests",
    query,
    item: PullRequest,
    limit,
    timeOf: isSorted ? undefined : timeOf,
  });
};
