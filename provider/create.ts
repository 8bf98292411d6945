import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { createGroup, seeGroup, type Sighting } from "./api.js";
import { asAsked } from "./asAsked.js";
import { pause, type Api, type Env } from "./attempts.js";
import { differences } from "./diff.js";
import { doubled, isRefusal, taken, unconfirmed, unsettled, type ApiError } from "./errors.js";
import type { InsightGroup, Inputs } from "./model.js";
import { failure, mayHaveActed } from "./http/retryPolicy.js";

/**
 * One POST. If it may have been acted on although no reply says so, or if it is refused because something is in the way, a
 * GET tells what is there before anything else is sent: a lost reply leaves neither an orphan nor a duplicate.
 */
export const create = (inputs: Inputs): Api<InsightGroup> =>
  pipe(
    RTE.asksReaderTaskEither(({ ours }: Env) =>
      ours.has(inputs.key)
        ? RTE.left<Env, ApiError, InsightGroup>(doubled)
        : post(inputs, { retries: 0, acted: false }),
    ),
    RTE.tap(remember),
    RTE.flatMapEither(asAsked(inputs)),
  );

/** How often this call has sent its POST again, and whether any of them may have been acted on. */
interface Posts {
  readonly retries: number;
  readonly acted: boolean;
}

const post = (inputs: Inputs, before: Posts): Api<InsightGroup> =>
  pipe(
    createGroup(inputs),
    RTE.orElse((error) => {
      const posts = { ...before, acted: before.acted || mayHaveActed(error) };
      if (isInTheWay(error) || mayHaveActed(error)) return resolve(inputs, error, posts);
      return failure(error) === "transient" ? again(inputs, error, posts) : RTE.left(error);
    }),
  );

/** A key that exists is a 409 or a 400 in LaunchDarkly's documentation, and each of them may mean something else. */
const isInTheWay = (error: ApiError): boolean => failure(error) === "conflict" || isRefusal(error, 400);

const resolve = (inputs: Inputs, error: ApiError, posts: Posts): Api<InsightGroup> =>
  pipe(
    seeGroup(inputs.key),
    RTE.matchE(
      (unseen): Api<InsightGroup> => {
        if (isRefusal(unseen, 404)) return isRefusal(error, 400) ? RTE.left(error) : again(inputs, error, posts);
        if (error._tag === "Unreadable") return RTE.left(unconfirmed(inputs, error));
        return RTE.left(posts.acted ? unsettled(unseen) : error);
      },
      (sighting) => whoseIsIt(inputs, sighting, posts),
    ),
  );

const again = (inputs: Inputs, error: ApiError, { retries, acted }: Posts): Api<InsightGroup> =>
  pipe(
    pause(retries),
    RTE.flatMap((inTime) => {
      if (inTime) return post(inputs, { retries: retries + 1, acted });
      return RTE.left(acted ? unsettled(error) : error);
    }),
  );

/**
 * Only a group that is exactly what was asked for is ever taken for ours, and only if a POST of this call may have made
 * it, or if it is so young that the lost reply of an interrupted run explains it.
 */
const whoseIsIt =
  (inputs: Inputs, { group, date }: Sighting, { acted }: Posts): Api<InsightGroup> =>
  ({ settings: { adoptWithin }, adopted, budget, declared, ours, warn }) => {
    if (ours.has(group.key) || declared.has(group.key)) return TE.left(doubled);
    const differing = differences(group, inputs);
    // LaunchDarkly's own clock on both sides, as far as it tells it.
    const age = date === undefined ? undefined : Math.abs(date - group.createdAt);
    const isOfThisCall = acted && (age ?? 0) <= Math.max(adoptWithin, budget.elapsed() + budget.queued() + clocksApart);
    const isYoung = adoptWithin > 0 && age !== undefined && age <= adoptWithin;
    if (differing.length > 0 || !(isOfThisCall || isYoung)) return TE.left(taken(group, differing));
    if (!adopted.add(group)) return TE.left(doubled);
    warn(
      `Insight group "${group.key}" was there already, just as declared here` +
        (isOfThisCall
          ? ": the reply to its creation was lost."
          : ` and created ${((age ?? 0) / 1_000).toFixed(0)} s ago. It is taken for that of an interrupted run and is now part of ` +
            "this stack: if it belongs to another stack or to a person, remove it here with `pulumi state delete`, because " +
            "a destroy of this stack would delete it."),
    );
    return TE.right(group);
  };

/** How far apart the clocks behind `createdAt` and the `Date` of a reply may be, in milliseconds. */
const clocksApart = 60_000;

const remember =
  ({ key }: InsightGroup): Api<void> =>
  ({ ours }) =>
    TE.fromIO(() => void ours.add(key));
