import type { Either } from "fp-ts/Either";
import { decodeArguments } from "../../lib/decodeArguments.js";
import { importOption } from "../../state.js";
import { unknownArguments } from "../../lib/unknownArguments.js";
import { argumentNames, InsightGroupInputs } from "../../model/insightGroup.js";
import type { Problem } from "../../lib/problems.js";
import { unknownValue } from "../../lib/unknowns.js";

/** The canonical inputs, or every problem at once. @param others Problems that do not lie in the arguments. */
export const check = (
  news: Readonly<Record<string, unknown>>,
  others: readonly Problem[] = [],
): Either<readonly Problem[], InsightGroupInputs> => {
  const { createdAt, [importOption]: imported } = news;
  // The SDK passes the provider along with the arguments.
  const written = { ...news, createdAt: undefined, [importOption]: undefined, __provider: undefined };
  const mistakes = [
    ...others,
    ...unknownArguments(written, argumentNames, "InsightGroup"),
    ...(createdAt === undefined ? [] : [outputGiven]),
    ...anotherImport(imported, news["key"]),
  ];
  return decodeArguments(InsightGroupInputs, news, mistakes);
};

const outputGiven: Problem = { property: "createdAt", reason: "is an output of InsightGroup, not an argument" };

/** The id of a group is its key, so that an import under another one could only be a mistake. */
const anotherImport = (imported: unknown, key: unknown): readonly Problem[] => {
  if (imported === undefined || imported === key || typeof key !== "string" || key === unknownValue) return [];
  const reason = `must be the key of the group, ${JSON.stringify(key)}, and not ${JSON.stringify(imported)}`;
  return [{ property: "import", reason }];
};
