import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Api } from "../http/send.js";
import { Repository } from "../model/repositories.js";
import { collectionOf } from "../model/collection.js";
import { readInsights, type Query } from "./readInsights.js";

/** Lists all repositories, which LaunchDarkly serves on one page. Warns if the page is shorter than its own count. */
export const readRepositories =
  (query: Query): Api<readonly Repository[]> =>
  (context) =>
    pipe(
      readInsights("repositories", query, collectionOf(Repository))(context),
      TE.map(({ totalCount, items }) => {
        if (items.length < totalCount) context.warn(someHidden(totalCount, items.length));
        return items;
      }),
    );

const someHidden = (counted: number, listed: number): string =>
  `LaunchDarkly counts ${String(counted)} repositories, but lists ${String(listed)} of them: ` +
  "the access token may not be allowed to see the others.";
