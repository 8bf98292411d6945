import * as E from "fp-ts/Either";
import { constUndefined, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import { invalidArguments, invalidConfiguration } from "../../errors/apiError.js";
import { describeEvent } from "../../errors/describeOperation.js";
import { omitUndefined } from "../../lib/omitUndefined.js";
import { argumentsOf, eventIdOf } from "../../model/deploymentEvent.js";
import type { Resource } from "../resource.js";
import { check } from "./check.js";
import { recordEvent } from "./create.js";
import { diff } from "./diff.js";

/** The resource type `DeploymentEvent`: LaunchDarkly keeps events permanently, so only create sends requests. */
export const deploymentEvent: Resource = {
  deleteBeforeReplace: false,

  describe: (verb, id, properties) => describeEvent(verb, argumentsOf(properties), id),

  check: (_, news) => () => pipe(check(news), E.map(omitUndefined)),

  diff: (olds, news) => () => E.right(diff(argumentsOf(olds), argumentsOf(news))),

  create: (news) =>
    pipe(
      RTE.fromEither(pipe(check(news), E.mapLeft(invalidArguments))),
      RTE.flatMap((inputs) =>
        pipe(
          recordEvent(inputs),
          RTE.map((recorded) => ({ id: eventIdOf(inputs), outputs: omitUndefined({ ...inputs, ...recorded }) })),
        ),
      ),
    ),

  read: (id, outputs) =>
    outputs["recordedAt"] === undefined
      ? RTE.left(
          invalidConfiguration("LaunchDarkly returns no single event. Remove the option `id` to record a new event"),
        )
      : RTE.right(O.some({ id, outputs, inputs: omitUndefined(argumentsOf(outputs)) })),

  update: (_, olds) => RTE.right(olds),

  delete: () => RTE.right(undefined),

  existing: constUndefined,
};
