import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { invalidArguments, invalidConfiguration } from "../../errors/apiError.js";
import { describeAssociation } from "../../errors/describeOperation.js";
import { omitUndefined } from "../../lib/omitUndefined.js";
import { argumentNames, associationId, associationOf, type Association } from "../../model/repositoryProject.js";
import { importOption } from "../../state.js";
import type { Existing, Imported, Properties, Resource } from "../resource.js";
import type { ResourceApi } from "../resourceContext.js";
import { check } from "./check.js";
import { create, importAssociation } from "./create.js";
import { deleteIfUnclaimed } from "./delete.js";
import { read } from "./read.js";

/** The resource type `RepositoryProject`. */
export const repositoryProject: Resource = {
  deleteBeforeReplace: false,

  describe: (verb, id, properties) => {
    const association = id === undefined ? propertiesOf(properties) : associationOf(id);
    return {
      verb: verb === "create" && properties[importOption] !== undefined ? "import" : verb,
      object: describeAssociation(association),
      identifiedBy: "the repository and the project",
      requires:
        `Check that project "${association.projectKey}" exists, and that LaunchDarkly's GitHub app can access repository ` +
        `"${association.repositoryKey}". If so, the cause may be an association that LaunchDarkly lists: the request repeats them.`,
    };
  },

  check: (olds, news, ownership) => () => {
    const known = olds && associationId(propertiesOf(olds));
    // The engine does not diff an unchanged resource, but it checks every declared resource.
    const declared = associationId(propertiesOf(news));
    if (known === declared) ownership.declare(known)();
    // Before the engine removes the old association of a replacement, it checks the new one as if it were not in the stack.
    if (olds === undefined) ownership.expectCreate(declared)();
    return pipe(
      check(news),
      // Keeps the option as it was at creation, so that it shows in no later diff.
      E.map((inputs) => omitUndefined({ ...inputs, [importOption]: (olds ?? news)[importOption] })),
    );
  },

  diff: (olds, news) => () => {
    const changed = argumentNames.filter((name) => olds[name] !== news[name]);
    return E.right({ changed, replaces: changed });
  },

  create: (inputs) =>
    pipe(withInputs(inputs, inputs[importOption] === undefined ? create : importAssociation), RTE.map(asExisting)),

  read: (id) => pipe(withInputs({ ...associationOf(id) }, read), RTE.map(O.map(asImported))),

  import: (id) => pipe(withInputs({ ...associationOf(id) }, importAssociation), RTE.map(asImported)),

  update: () => RTE.left(invalidConfiguration("a change of an association replaces it")),

  delete: (id) => withInputs({ ...associationOf(id) }, deleteIfUnclaimed),

  existing: () => undefined,
};

const asExisting = (association: Association): Existing => ({
  id: associationId(association),
  outputs: { ...association },
});

const asImported = (association: Association): Imported => ({ ...asExisting(association), inputs: { ...association } });

const propertiesOf = ({ repositoryKey, projectKey }: Properties): Association => ({
  repositoryKey: typeof repositoryKey === "string" ? repositoryKey : "",
  projectKey: typeof projectKey === "string" ? projectKey : "",
});

/** Checks the inputs again: LaunchDarkly must receive only what check returned. */
const withInputs = <A>(news: Properties, use: (inputs: Association) => ResourceApi<A>): ResourceApi<A> =>
  pipe(check(news), E.mapLeft(invalidArguments), RTE.fromEither, RTE.flatMap(use));
