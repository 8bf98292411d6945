import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { existingGroup, invalidArguments, notApplied } from "../../errors/apiError.js";
import { describeGroup } from "../../errors/describeOperation.js";
import { omitUndefined } from "../../lib/omitUndefined.js";
import { problemsOf, type Problem } from "../../lib/problems.js";
import { isIdentity } from "../../model/compareGroups.js";
import {
  argumentsOf,
  groupPropertiesOf,
  type InsightGroup,
  type InsightGroupInputs,
} from "../../model/insightGroup.js";
import { Key } from "../../model/keys.js";
import { importOption } from "../../state.js";
import type { Existing, Imported, Properties, Resource } from "../resource.js";
import type { ResourceApi } from "../resourceContext.js";
import { check } from "./check.js";
import { create } from "./create.js";
import { deleteIfUnclaimed } from "./delete.js";
import { diff } from "./diff.js";
import { importByKey, importGroup } from "./import.js";
import { read } from "./read.js";
import { update } from "./update.js";

/** The resource type `InsightGroup`. */
export const insightGroup: Resource = {
  deleteBeforeReplace: true,

  describe: (verb, id, properties) => {
    const { key = "", projectKey = "", environmentKey = "" } = groupPropertiesOf(properties);
    const isLookUp = verb === "read" || (verb === "import" && id !== undefined);
    return {
      verb: verb === "create" && properties[importOption] !== undefined ? "import" : verb,
      object: describeGroup(id ?? key),
      asked: isLookUp ? { key: id } : groupPropertiesOf(properties),
      requires:
        `Check that project "${projectKey}" exists and has an environment "${environmentKey}". If this replaces a group, the ` +
        "old group is already deleted: the next successful `pulumi up` creates it again.",
    };
  },

  check: (olds, news, ownership) => () => {
    const known = groupPropertiesOf(olds ?? {});
    // The engine does not diff an unchanged resource, but it checks every declared resource.
    const isReplaced = diff(known, groupPropertiesOf(news)).replaces.length > 0;
    const isAlone = known.key === undefined || ownership[isReplaced ? "expectReplacement" : "declare"](known.key)();
    // Before the engine deletes the old group of a replacement, it checks the new one as if it were not in the stack.
    if (olds === undefined) ownership.expectCreate(String(news["key"]))();
    return pipe(
      isAlone ? check(news) : E.left([ownership.isDeleted(known.key)() ? deletedWithAnother : inStackTwice]),
      // Keeps the option as it was at creation, so that it shows in no later diff, not even in JSON.
      E.map((inputs) => omitUndefined({ ...inputs, [importOption]: (olds ?? news)[importOption] })),
    );
  },

  diff: (olds, news, ownership) => () => {
    const difference = diff(groupPropertiesOf(olds), groupPropertiesOf(news));
    const misspelled = difference.changed.filter(isIdentity);
    // A refresh also compares, and must not fail because of a mistake that only the program can correct.
    const isDeclared = [olds["key"], news["key"]].some((key) => ownership.isDeclared(String(key))());
    return misspelled.length > 0 && difference.replaces.length === 0 && isDeclared
      ? E.left(notApplied(groupPropertiesOf(olds), misspelled))
      : E.right(difference);
  },

  create: (inputs) =>
    pipe(withInputs(inputs, inputs[importOption] === undefined ? create : importGroup), RTE.map(asExisting)),

  read: (id, outputs) =>
    pipe(
      withKey(id, (key) => read(key, groupPropertiesOf(outputs))),
      RTE.map(O.map(asImported)),
    ),

  import: (id) => pipe(withKey(id, importByKey), RTE.map(asImported)),

  update: (id, olds, news) =>
    pipe(
      withKey(id, (key) => withInputs(news, (inputs) => update(key, groupPropertiesOf(olds), inputs))),
      RTE.map(omitUndefined),
    ),

  delete: (id, outputs) => withKey(id, (key) => deleteIfUnclaimed(key, groupPropertiesOf(outputs))),

  existing: (error) => {
    const group = existingGroup(error);
    return group?.key === undefined ? undefined : asExisting({ ...group, key: group.key });
  },
};

/** The stack can have a group under two names after a renaming run that failed. */
const inStackTwice: Problem = {
  property: "key",
  reason:
    "belongs to two resources in the stack, one of which is replaced: that would delete the group of the other. Run " +
    "`pulumi state delete <urn>` for the resource that is replaced, then run `pulumi up` again",
};

/** Only without a preview, which reports the problem above. */
const deletedWithAnother: Problem = {
  property: "key",
  reason:
    "belonged to a resource that was replaced in this run: its group was deleted. Run `pulumi up --refresh` to create it again",
};

const asExisting = (group: { readonly key: string }): Existing => ({
  id: group.key,
  outputs: omitUndefined(group),
});

const asImported = (group: InsightGroup): Imported => ({
  ...asExisting(group),
  inputs: omitUndefined(argumentsOf(group)),
});

/** Only a valid key may become part of a path. */
const withKey = <A>(id: string, use: (key: Key) => ResourceApi<A>): ResourceApi<A> =>
  pipe(
    Key.decode(id),
    E.mapLeft((errors) => invalidArguments(problemsOf(errors).map(({ reason }) => ({ property: "the id", reason })))),
    RTE.fromEither,
    RTE.flatMap(use),
  );

/** Checks the inputs again: LaunchDarkly must receive only what check returned. */
const withInputs = <A>(news: Properties, use: (inputs: InsightGroupInputs) => ResourceApi<A>): ResourceApi<A> =>
  pipe(check(news), E.mapLeft(invalidArguments), RTE.fromEither, RTE.flatMap(use));
