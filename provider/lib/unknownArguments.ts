import { closestMatch } from "./closestMatch.js";
import type { Problem } from "./problems.js";

/** Every name that is given and not known, with the one that was probably meant. @param of What takes the known ones. */
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
