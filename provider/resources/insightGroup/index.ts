import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { existingGroup, invalidArguments, notApplied } from "../../errors/apiError.js";
import { describeGroup } from "../../errors/operation.js";
import { omitUndefined } from "../../lib/omitUndefined.js";
import { problemsOf } from "../../lib/problems.js";
import { isIdentity } from "../../model/compareGroups.js";
import {
  argumentsOf,
  groupPropertiesOf,
  type GroupProperties,
  type InsightGroupInputs,
} from "../../model/insightGroup.js";
import { Key } from "../../model/keys.js";
import { importOption } from "../../state.js";
import type { Ownership } from "../ownership/ownership.js";
import type { Existing, Properties, Resource } from "../resource.js";
import type { ResourceApi } from "../resourceContext.js";
import { check } from "./check.js";
import { create } from "./create.js";
import { deleteIfUnclaimed } from "./delete.js";
import { diff } from "./diff.js";
import { importGroup } from "./import.js";
import { read } from "./read.js";
import { sameGroup } from "./sameGroup.js";
import { update } from "./update.js";

/** The insight group, as a resource. */
export const insightGroup: Resource = {
  describe: (verb, id, properties) => ({
    verb: verb === "create" && properties[importOption] !== undefined ? "import" : verb,
    object: describeGroup(id ?? groupPropertiesOf(properties).key ?? ""),
    asked: verb === "read" ? { key: id } : groupPropertiesOf(properties),
  }),

  check: (olds, news, ownership) => () => {
    if (olds !== undefined) declare(olds, news, ownership);
    return pipe(
      check(news),
      // Once a group is in the stack, the option `import` shows in no diff, not even in JSON.
      E.map((inputs) => omitUndefined({ ...inputs, [importOption]: (olds ?? news)[importOption] })),
    );
  },

  diff: (olds, news, ownership) => () => {
    const difference = diff(groupPropertiesOf(olds), groupPropertiesOf(news));
    const misspelt = difference.changed.filter(isIdentity);
    // A refresh compares as well, and must not fail for what only a program can correct.
    const isDeclared = [olds["key"], news["key"]].some((key) => ownership.isKept(String(key))());
    return misspelt.length > 0 && difference.replaces.length === 0 && isDeclared
      ? E.left(notApplied(groupPropertiesOf(olds), misspelt))
      : E.right(difference);
  },

  create: (inputs) =>
    pipe(
      withInputs(inputs, inputs[importOption] === undefined ? create : importGroup),
      RTE.map((group) => ({ id: group.key, outputs: omitUndefined(group) })),
    ),

  read: (id, outputs) =>
    pipe(
      withKey(id, (key) => read(key, groupPropertiesOf(outputs))),
      RTE.map(
        O.map((group) => ({
          id: group.key,
          outputs: omitUndefined(group),
          inputs: omitUndefined(argumentsOf(group)),
        })),
      ),
    ),

  update: (id, olds, news) =>
    pipe(
      withKey(id, (key) => withInputs(news, (inputs) => update(key, groupPropertiesOf(olds), inputs))),
      RTE.flatMapEither(sameGroup(groupPropertiesOf(olds))),
      RTE.map(omitUndefined),
    ),

  delete: (id, outputs) => withKey(id, (key) => deleteIfUnclaimed(key, groupPropertiesOf(outputs))),

  existing: (error) => asExisting(existingGroup(error)),
};

/** The engine asks for no diff if nothing differs, but it checks everything that is declared. */
const declare = (olds: Properties, news: Properties, ownership: Ownership): void => {
  const { key } = groupPropertiesOf(olds);
  const isReplaced = diff(groupPropertiesOf(olds), groupPropertiesOf(news)).replaces.length > 0;
  if (key !== undefined && !isReplaced) ownership.keep(key)();
};

/** Only a valid key may become part of a path. */
const withKey = <A>(id: string, use: (key: Key) => ResourceApi<A>): ResourceApi<A> =>
  pipe(
    Key.decode(id),
    E.mapLeft((errors) => invalidArguments(problemsOf(errors).map(({ reason }) => ({ property: "the id", reason })))),
    RTE.fromEither,
    RTE.flatMap(use),
  );

/** The engine passes what check returned; anything else would be sent to LaunchDarkly as it is. */
const withInputs = <A>(news: Properties, use: (inputs: InsightGroupInputs) => ResourceApi<A>): ResourceApi<A> =>
  pipe(check(news), E.mapLeft(invalidArguments), RTE.fromEither, RTE.flatMap(use));

const asExisting = (group: GroupProperties | undefined): Existing | undefined =>
  group?.key === undefined ? undefined : { id: group.key, outputs: omitUndefined(group) };
