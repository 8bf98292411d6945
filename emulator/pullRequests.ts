import type { AccountView } from "./account.js";
import { deploymentsOf, leadTimeOf, viewPullRequest } from "./deliveryView.js";
import { invalidQuery, takeQuery } from "./endpoint.js";
import { oneOf, optional, search, someOf, text } from "./fields.js";
import { cursorFields, cursorPage } from "./paging.js";
import { inPlace, placeFields, windowFields } from "./scopedQuery.js";
import type { StoredPullRequest } from "./stored.js";

/** Pages of pull requests, the last created or merged first unless `sort` is given. */
export const listPullRequests = takeQuery(
  {
    ...{ ...placeFields, ...windowFields, ...cursorFields },
    environmentKey: optional(text),
    status: optional(oneOf("open", "merged", "closed", "deployed")),
    query: search,
    expand: someOf("deployments", "flagReferences", "leadTime"),
    sort: optional(oneOf("leadTime", "-leadTime")),
  },
  (account, given) =>
    inPlace(account, given, (select) => {
      const { query: searched, status: wanted, sort, environmentKey, expand } = given.query;
      if (sort !== undefined && environmentKey === undefined) {
        return [invalidQuery([{ attribute: "environmentKey", reason: "is required when sorting" }])];
      }
      const matching = select(account.pullRequests, timeOf)
        .filter(({ status }) => status === (wanted ?? status))
        .filter(({ title, author }) => `${title}\n${author}`.toLowerCase().includes(searched.toLowerCase()))
        .toSorted((a, b) => timeOf(b) - timeOf(a));
      if (sort !== undefined) matching.sort((a, b) => leadTime(account, a) - leadTime(account, b));
      if (sort === "-leadTime") matching.reverse();
      return cursorPage(account, given, matching, (each) => viewPullRequest(account, each, expand));
    }),
);

const timeOf = ({ createTime, mergeTime = createTime }: StoredPullRequest): number => mergeTime;

const leadTime = (account: AccountView, pullRequest: StoredPullRequest): number =>
  leadTimeOf(pullRequest, deploymentsOf(account, pullRequest)).maxTotalLeadTimeMs ?? 0;
