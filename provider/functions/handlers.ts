import "../runtime/requireNode.js";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type * as t from "io-ts";
import { getGroup, getScoredGroup, getScores } from "../api/insightGroups.js";
import type { Api } from "../resources/resourceApi.js";
import { decodeArguments } from "../lib/decodeArguments.js";
import { makeContext, type ProcessContext } from "../runtime/context.js";
import { notFound, hasStatus, invalidConfiguration, type InvalidConfiguration } from "../errors/apiError.js";
import { GetInsightGroup, GetInsightGroups, GetInsightScores } from "./arguments.js";
import { loadGot } from "../http/client.js";
import { listAllGroups } from "../api/listAllGroups.js";
import { unknownArguments } from "../lib/unknownArguments.js";
import { omitUndefined } from "../lib/omitUndefined.js";
import { invalidArguments, runOperation, type FailedOperation } from "../runtime/operation.js";
import { readSettings, type Config } from "../config/settings.js";
import { describeGroup } from "../errors/operation.js";

/** What a function of a program comes to. */
type Lookup = (args: Args, config: Config) => Promise<E.Either<FailedOperation, unknown>>;

type Args = Readonly<Record<string, unknown>>;

export const insightGroup: Lookup = (args, config) =>
  runOperation(
    {
      by: "function",
      verb: "read",
      object: typeof args["key"] === "string" ? describeGroup(args["key"]) : "an insight group",
    },
    pipe(
      decoded(GetInsightGroup, ["key", "expandScores"], "getInsightGroup", args),
      RTE.flatMap(({ key, expandScores }) => (expandScores === true ? getScoredGroup(key) : getGroup(key))),
      RTE.bimap((error) => (hasStatus(error, 404) ? notFound : error), omitUndefined),
    ),
    environmentOf(config),
  );

export const insightGroups: Lookup = (args, config) =>
  runOperation(
    { by: "function", verb: "list", object: "insight groups" },
    pipe(
      decoded(GetInsightGroups, ["query", "projectKey", "environmentKey"], "getInsightGroups", args),
      RTE.flatMap((filter) => listAllGroups(filter)),
      RTE.map((groups) => groups.map(omitUndefined)),
    ),
    environmentOf(config),
  );

export const insightScores: Lookup = (args, config) =>
  runOperation(
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
    decodeArguments(codec, args, unknownArguments(args, names, of)),
    E.mapLeft(invalidArguments),
    RTE.fromEither,
    RTE.tap(() => RTE.fromTaskEither(client)),
  );

/** Without it each attempt would fail, until the deadline. */
const client = TE.tryCatch(loadGot, (cause) =>
  invalidConfiguration(
    `its HTTP client cannot be loaded (${firstLine(cause)}). Under jest set NODE_OPTIONS=--experimental-vm-modules`,
  ),
);

/** Of an error that may be one of another realm. */
const firstLine = (cause: unknown): string => /.*/.exec(String(cause))?.[0] ?? "";

/** By their settings: all functions of a program that talk to the same account pass one rate limiter. */
const environments = new Map<string, ProcessContext>();

const environmentOf = (config: Config): E.Either<InvalidConfiguration, ProcessContext> =>
  pipe(
    readSettings(config, process.env),
    E.map((found) => {
      const name = JSON.stringify(found);
      const shared = environments.get(name) ?? makeContext(found);
      environments.set(name, shared);
      return shared;
    }),
  );
