import { closestMatch } from "./closestMatch.js";
import type { Problem } from "./problems.js";

/** Returns a problem for each unknown argument, with the closest known name. @param of What takes the arguments. */
export const unknownArguments = (
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  of: string,
): readonly Problem[] =>
  Object.keys(given)
    .filter((name) => given[name] !== undefined && !known.includes(name))
    .map((property) => ({
      property,
      reason: `is not an argument of ${of}: did you mean "${closestMatch(property, known)}"?`,
    }));
