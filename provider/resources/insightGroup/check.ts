import type { Either } from "fp-ts/Either";
import { decodeArguments } from "../../lib/decodeArguments.js";
import type { Problem } from "../../lib/problems.js";
import { unknownArguments } from "../../lib/unknownArguments.js";
import { unknownValue } from "../../lib/unknowns.js";
import { argumentNames, InsightGroupInputs } from "../../model/insightGroup.js";
import { importOption } from "../../state.js";

/** Returns the canonical inputs, or every problem at once. */
export const check = (news: Readonly<Record<string, unknown>>): Either<readonly Problem[], InsightGroupInputs> => {
  const { createdAt, [importOption]: imported } = news;
  // The SDK passes the provider along with the arguments.
  const written = { ...news, createdAt: undefined, [importOption]: undefined, __provider: undefined };
  return decodeArguments(InsightGroupInputs, news, [
    ...unknownArguments(written, argumentNames, "InsightGroup"),
    ...(createdAt === undefined ? [] : [outputGiven]),
    ...importProblems(imported, news["key"]),
  ]);
};

const outputGiven: Problem = { property: "createdAt", reason: "is an output of InsightGroup, not an argument" };

/** The id of a group is its key: an import with another id is a mistake. */
const importProblems = (imported: unknown, key: unknown): readonly Problem[] => {
  if (imported === undefined || imported === key || typeof key !== "string" || key === unknownValue) return [];
  const reason = `must be the key of the group, ${JSON.stringify(key)}, and not ${JSON.stringify(imported)}`;
  return [{ property: "import", reason }];
};
