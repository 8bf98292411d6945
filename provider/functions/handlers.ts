import "../runtime/requireNode.js";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type * as t from "io-ts";
import { getGroup, getScoredGroup, getScores } from "../api/insightGroups.js";
import type { Api } from "../resources/resourceApi.js";
import { decode } from "../lib/decodeArguments.js";
import { environmentFor, type Environment } from "../runtime/context.js";
import { absent, isRefusal, unconfigured, type Unconfigured } from "../errors/apiError.js";
import { GetInsightGroup, GetInsightGroups, GetInsightScores } from "./arguments.js";
import { loadGot } from "../http/client.js";
import { listing } from "../api/listAllGroups.js";
import { misnamed } from "../lib/unknownArguments.js";
import { plain } from "../lib/omitUndefined.js";
import { notSent, run, type Failed } from "../runtime/operation.js";
import { settings, type Config } from "../config/settings.js";
import { groupOf } from "../errors/operation.js";

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
const decoded = <A>(codec: t.Decoder<unknown, A>, names: readonly string[], of: string, args: Args): Api<A> =>
  pipe(
    decode(codec, args, misnamed(args, names, of)),
    E.mapLeft(notSent),
    RTE.fromEither,
    RTE.tap(() => RTE.fromTaskEither(client)),
  );

/** Without it each attempt would fail, until the deadline. */
const client = TE.tryCatch(loadGot, (cause) =>
  unconfigured(
    `its HTTP client cannot be loaded (${firstLine(cause)}). Under jest set NODE_OPTIONS=--experimental-vm-modules`,
  ),
);

/** Of an error that may be one of another realm. */
const firstLine = (cause: unknown): string => /.*/.exec(String(cause))?.[0] ?? "";

/** By their settings: all functions of a program that talk to the same account pass one rate limiter. */
const environments = new Map<string, Environment>();

const environmentOf = (config: Config): E.Either<Unconfigured, Environment> =>
  pipe(
    settings(config, process.env),
    E.map((found) => {
      const name = JSON.stringify(found);
      const shared = environments.get(name) ?? environmentFor(found);
      environments.set(name, shared);
      return shared;
    }),
  );
