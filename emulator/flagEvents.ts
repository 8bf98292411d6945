import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { unknownPlace } from "./behaviour.js";
import { orRefusal, takeQuery, type Reply } from "./endpoint.js";
import { oneOf, optional, search, someOf, type Field } from "./fields.js";
import { cursorFields, cursorPage } from "./paging.js";
import { json, notFound, omit } from "./response.js";
import type { StoredFlagEvent } from "./stored.js";
import { isIn, isWithin, placeFields, windowFields, windowOf } from "./window.js";

const truth: Field<boolean> = (value) =>
  value === "true" || value === "false" ? E.right(value === "true") : E.left("must be true or false");

/** The parameters that choose between releases. */
export const releaseFields = { hasExperiments: optional(truth), global: optional(oneOf("include", "exclude")) };

interface ReleaseFilter {
  readonly hasExperiments: boolean | undefined;
  readonly global: "include" | "exclude" | undefined;
}

export const isRelease =
  ({ hasExperiments, global }: ReleaseFilter) =>
  ({ experiments = [], impact }: StoredFlagEvent): boolean =>
    (hasExperiments === undefined || hasExperiments === experiments.length > 0) &&
    (global !== "exclude" || impact.reason !== "global");

/** Pages of flag events, the latest first. */
export const listFlagEvents = takeQuery(
  {
    ...placeFields,
    ...windowFields,
    ...cursorFields,
    ...releaseFields,
    query: search,
    impactSize: optional(oneOf("none", "small", "medium", "large")),
    expand: someOf("experiments"),
  },
  ({ behaviour, flagEvents }, { query, request, now }) => {
    const unknown = unknownPlace(behaviour, query);
    if (unknown !== undefined) return [notFound(unknown.reason)];
    const window = windowOf(query, now);
    const matching = [...flagEvents.values()]
      .filter(isIn(query))
      .filter(isRelease(query))
      .filter(({ flagKey, impact, eventTime }) => {
        const isWanted = flagKey.includes(query.query) && impact.size === (query.impactSize ?? impact.size);
        return isWanted && isWithin(window, eventTime);
      })
      .sort((a, b) => b.eventTime - a.eventTime);
    return pipe(
      cursorPage(matching, query, request, behaviour.nextLinks),
      E.map((page): Reply => {
        const items = page.items.map((each) => view(each, query.expand.has("experiments")));
        return [json(200, { ...page, items })];
      }),
      orRefusal,
    );
  },
);

const view = (event: StoredFlagEvent, hasExperiments: boolean): object => {
  const { experiments = [] } = event;
  return {
    ...omit(event, "applicationKeys", "experiments"),
    ...(hasExperiments ? { experiments: { totalCount: experiments.length, items: experiments } } : {}),
  };
};
