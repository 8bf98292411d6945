import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { Api, Env } from "./attempts.js";
import { create } from "./create.js";
import { differences } from "./diff.js";
import { absent, differing, doubled, isRefusal } from "./errors.js";
import type { InsightGroup, Inputs } from "./model.js";

/**
 * One GET at most, and no POST: the group of this key becomes part of the stack if it is exactly as declared. Many imports
 * share pages of the list, as reads do.
 *
 * A replacement deletes first: then the option that once brought the old group in does not keep the new one from being made.
 */
export const importGroup =
  (inputs: Inputs): Api<InsightGroup> =>
  (env) =>
    (env.deleted.has(inputs.key) ? create(inputs) : find(inputs))(env);

const find = (inputs: Inputs): Api<InsightGroup> =>
  pipe(
    RTE.asksReaderTaskEither(({ reads }: Env) => reads.find(inputs.key)),
    RTE.mapLeft((error) => (isRefusal(error, 404) ? absent : error)),
    RTE.flatMap(bringIn(inputs)),
  );

const bringIn =
  (inputs: Inputs) =>
  (group: InsightGroup): Api<InsightGroup> =>
  ({ adopted, declared, ours }) => {
    const found = differences(group, inputs);
    if (found.length > 0) return TE.left(differing(group, found));
    // Looked for and noted in one turn: two imports of the same group may come at once.
    if (ours.has(group.key) || declared.has(group.key) || !adopted.add(group)) return TE.left(doubled);
    ours.add(group.key);
    return TE.right(group);
  };
