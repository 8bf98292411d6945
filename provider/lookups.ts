import "./node.js";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { getGroup, getScoredGroup, getScores } from "./api.js";
import type { Api } from "./attempts.js";
import { environment, type Environment } from "./environment.js";
import { absent, isRefusal, type Unconfigured } from "./errors.js";
import { groupOf } from "./subject.js";
import { GetInsightGroup, GetInsightGroups, GetInsightScores } from "./functionArguments.js";
import { listing } from "./listing.js";
import { misnamed } from "./misnamed.js";
import { plain } from "./plain.js";
import { problems } from "./problems.js";
import { notSent, run, type Failed } from "./run.js";
import type { Config } from "./settings.js";

/** What a function of a program comes to. */
type Lookup = (args: Args, config: Config) => Promise<E.Either<Failed, unknown>>;

type Args = Readonly<Record<string, unknown>>;

export const insightGroup: Lookup = (args, config) =>
  run(
    {
      by: "function",
      verb: "read",
      object: typeof args["key"] === "string" ? groupOf(args["key"]) : "an insight group",
    },
    pipe(
      decoded(GetInsightGroup, ["key", "expandScores"], "getInsightGroup", args),
      RTE.flatMap(({ key, expandScores }) => (expandScores === true ? getScoredGroup(key) : getGroup(key))),
      RTE.bimap((error) => (isRefusal(error, 404) ? absent : error), plain),
    ),
    environmentOf(config),
  );

export const insightGroups: Lookup = (args, config) =>
  run(
    { by: "function", verb: "list", object: "insight groups" },
    pipe(
      decoded(GetInsightGroups, ["query", "projectKey", "environmentKey"], "getInsightGroups", args),
      RTE.flatMap((filter) => listing(filter)),
      RTE.map((groups) => groups.map(plain)),
    ),
    environmentOf(config),
  );

export const insightScores: Lookup = (args, config) =>
  run(
    { by: "function", verb: "read", object: scoresOf(args) },
    pipe(
      decoded(GetInsightScores, ["projectKey", "environmentKey", "applicationKeys"], "getInsightScores", args),
      RTE.flatMap(getScores),
    ),
    environmentOf(config),
  );

const scoresOf = ({ projectKey, environmentKey }: Args): string =>
  typeof projectKey === "string" && typeof environmentKey === "string"
    ? `insight scores of project "${projectKey}", environment "${environmentKey}"`
    : "insight scores";

/** All that is wrong with the arguments, before anything is sent. */
const decoded = <A>(codec: t.Decoder<unknown, A>, names: readonly string[], of: string, args: Args): Api<A> => {
  const mistakes = misnamed(args, names, of);
  return pipe(
    codec.decode(args),
    E.mapLeft((errors) => notSent([...mistakes, ...problems(errors)])),
    E.flatMap((found) => (mistakes.length === 0 ? E.right(found) : E.left(notSent(mistakes)))),
    RTE.fromEither,
  );
};

/** By their settings: all functions of a program that talk to the same account pass one gate. */
const environments = new Map<string, Environment>();

const environmentOf = (config: Config): E.Either<Unconfigured, Environment> =>
  pipe(
    environment(config)(),
    E.map((made) => {
      const name = JSON.stringify(made.settings);
      const found = environments.get(name) ?? made;
      environments.set(name, found);
      return found;
    }),
  );
