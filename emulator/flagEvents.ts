import { takeQuery } from "./endpoint.js";
import { oneOf, optional, search, someOf } from "./fields.js";
import { cursorFields, cursorPage } from "./paging.js";
import { inPlace, placeFields, windowFields } from "./scopedQuery.js";
import { collection, omit } from "./httpResponse.js";
import type { StoredFlagEvent } from "./stored.js";

export const impactSizes = ["none", "small", "medium", "large"] as const;

/** The query parameters that filter releases. */
export const releaseFields = {
  hasExperiments: optional(oneOf("true", "false")),
  global: optional(oneOf("include", "exclude")),
};

interface ReleaseQuery {
  readonly hasExperiments: "true" | "false" | undefined;
  readonly global: "include" | "exclude" | undefined;
}

export const isRelease =
  ({ hasExperiments, global }: ReleaseQuery) =>
  ({ experiments = [], impact }: StoredFlagEvent): boolean =>
    (hasExperiments === undefined || (hasExperiments === "true") === experiments.length > 0) &&
    (global !== "exclude" || impact.reason !== "global");

export const timeOf = ({ eventTime }: StoredFlagEvent): number => eventTime;

/** Pages of flag events, the latest first. */
export const listFlagEvents = takeQuery(
  {
    ...{ ...placeFields, ...windowFields, ...cursorFields, ...releaseFields },
    query: search,
    impactSize: optional(oneOf(...impactSizes)),
    expand: someOf("experiments"),
  },
  (account, given) =>
    inPlace(account, given, (select) => {
      const { query: searched, impactSize, expand } = given.query;
      const matching = select(account.flagEvents, timeOf)
        .filter(isRelease(given.query))
        .filter(({ flagKey, impact }) => flagKey.includes(searched) && impact.size === (impactSize ?? impact.size))
        .toSorted((a, b) => timeOf(b) - timeOf(a));
      return cursorPage(account, given, matching, (event) => ({
        ...omit(event, "applicationKeys", "experiments"),
        ...(expand.has("experiments") && { experiments: collection(event.experiments ?? []) }),
      }));
    }),
);
