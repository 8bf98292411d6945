import type { Either } from "fp-ts/Either";
import { decodeArguments } from "../../lib/decodeArguments.js";
import type { Problem } from "../../lib/problems.js";
import { unknownArguments } from "../../lib/unknownArguments.js";
import { argumentNames, InsightGroupInputs } from "../../model/insightGroup.js";
import { importOption } from "../../state.js";
import { importProblems } from "../importProblems.js";

/** Returns the canonical inputs, or every problem at once. */
export const check = (news: Readonly<Record<string, unknown>>): Either<readonly Problem[], InsightGroupInputs> => {
  const { createdAt, [importOption]: imported } = news;
  // The SDK passes the provider along with the arguments.
  const written = { ...news, createdAt: undefined, [importOption]: undefined, __provider: undefined };
  return decodeArguments(InsightGroupInputs, news, [
    ...unknownArguments(written, argumentNames, "InsightGroup"),
    ...(createdAt === undefined ? [] : [notArgument]),
    ...importProblems(imported, news["key"], "the key of the group"),
  ]);
};

const notArgument: Problem = { property: "createdAt", reason: "is an output of InsightGroup, not an argument" };
