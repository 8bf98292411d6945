import * as t from "io-ts";
import type { Problem } from "../lib/problems.js";
import { Key, ProjectKey, text } from "../model/keys.js";
import type { Arguments } from "./providerFunction.js";

/** A string that can be written into a URL. */
export const Text = text("Text", (s) => (s.isWellFormed() ? undefined : "must be well-formed Unicode"));

/** A key that fits into a query, in which commas separate the keys. */
export const ListedKey = new t.Type<Key, unknown>(
  "ListedKey",
  (u): u is Key => Key.is(u) && !u.includes(","),
  (u, context) =>
    typeof u === "string" && u.includes(",") ? t.failure(u, context, 'must not contain ","') : Key.validate(u, context),
  (key) => key,
);

export const keyList = (of: string) => t.readonlyArray(ListedKey, `a list of ${of}`);

export const applicationKeys = keyList("application keys");

/** @param what Describes the number in messages. */
const wholeNumber = (min: number, max: number, what: string) => {
  const is = (u: unknown): u is number => typeof u === "number" && Number.isInteger(u) && u >= min && u <= max;
  return new t.Type<number, unknown>(
    "WholeNumber",
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context, `must be ${what}`)),
    (n) => n,
  );
};

const moment = wholeNumber(0, Number.MAX_SAFE_INTEGER, "a time in epoch milliseconds, a whole number");

/** A time window. */
export const timeWindow = { from: moment, to: moment };

export const defaultLimit = 100;
const maxLimit = 10_000;

export const limit = wholeNumber(1, maxLimit, `a whole number from 1 to ${String(maxLimit)}`);

export const bucketMs = wholeNumber(1, Number.MAX_SAFE_INTEGER, "a whole number of milliseconds, at least 1");

/** LaunchDarkly identifies an environment by two keys. */
export const environment = { projectKey: ProjectKey, environmentKey: ProjectKey };

/** Appends the project and the environment of a call, for messages. */
export const inEnvironment = (what: string, { projectKey, environmentKey }: Arguments): string => {
  const names = [
    typeof projectKey === "string" && `project "${projectKey}"`,
    typeof environmentKey === "string" && `environment "${environmentKey}"`,
  ].filter((name) => name !== false);
  return names.length === 0 ? what : `${what} of ${names.join(", ")}`;
};

/** Advice if LaunchDarkly does not find the project or the environment of a call. */
export const environmentAdvice =
  "Check that the project and the environment exist in the account of the access token, and that its role can see them.";

export const windowProblems = ({ from, to }: Arguments): readonly Problem[] =>
  moment.is(from) && moment.is(to) && from > to ? [{ property: "from", reason: "must not be later than to" }] : [];

/** Returns the names whose argument is true: the value of LaunchDarkly's parameter `expand`. */
export const expanded = (names: Readonly<Record<string, boolean | undefined>>): readonly string[] =>
  Object.keys(names).filter((name) => names[name] === true);
