import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { AccountView } from "./account.js";
import { unknownPlace } from "./behaviour.js";
import { deploymentsOf, leadTimeOf, viewPullRequest } from "./deliveryView.js";
import { invalidQuery, orRefusal, takeQuery, type Reply } from "./endpoint.js";
import { oneOf, optional, search, someOf, text } from "./fields.js";
import { cursorFields, cursorPage } from "./paging.js";
import { json, notFound } from "./response.js";
import type { StoredPullRequest } from "./stored.js";
import { isIn, isWithin, placeFields, windowFields, windowOf } from "./window.js";

/** Pages of pull requests, the last created or merged first unless `sort` is given. */
export const listPullRequests = takeQuery(
  {
    ...placeFields,
    ...windowFields,
    ...cursorFields,
    environmentKey: optional(text),
    status: optional(oneOf("open", "merged", "closed", "deployed")),
    query: search,
    expand: someOf("deployments", "flagReferences", "leadTime"),
    sort: optional(oneOf("leadTime", "-leadTime")),
  },
  (account, { query, request, now }) => {
    const unknown = unknownPlace(account.behaviour, query);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    if (query.sort !== undefined && query.environmentKey === undefined) {
      return [invalidQuery([{ attribute: "environmentKey", reason: "is required when sorting" }])];
    }
    const window = windowOf(query, now);
    const wanted = query.query.toLowerCase();
    const matching = [...account.pullRequests.values()]
      .filter(isIn(query))
      .filter(({ status }) => status === (query.status ?? status))
      .filter(({ title, author }) => `${title}\n${author}`.toLowerCase().includes(wanted))
      .filter((each) => isWithin(window, timeOf(each)))
      .sort((a, b) => timeOf(b) - timeOf(a));
    if (query.sort !== undefined) matching.sort((a, b) => leadTime(account, a) - leadTime(account, b));
    if (query.sort === "-leadTime") matching.reverse();
    return pipe(
      cursorPage(matching, query, request, account.behaviour.nextLinks),
      E.map((page): Reply => {
        const items = page.items.map((each) => viewPullRequest(account, each, query.expand));
        return [json(200, { ...page, items })];
      }),
      orRefusal,
    );
  },
);

const timeOf = ({ createTime, mergeTime = createTime }: StoredPullRequest): number => mergeTime;

const leadTime = (account: AccountView, pullRequest: StoredPullRequest): number =>
  leadTimeOf(pullRequest, deploymentsOf(account, pullRequest)).maxTotalLeadTimeMs ?? 0;
