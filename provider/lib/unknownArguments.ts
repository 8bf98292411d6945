import { closestMatch } from "./closestMatch.js";
import type { Problem } from "./problems.js";

/** Returns a problem for each unknown argument, with the closest known name. @param of Name of the resource or function. */
export const unknownArguments = (
  args: Readonly<Record<string, unknown>>,
  known: readonly string[],
  of: string,
): readonly Problem[] =>
  Object.keys(args)
    .filter((name) => args[name] !== undefined && !known.includes(name))
    .map((property) => ({
      property,
      reason: `is not an argument of ${of}: did you mean "${closestMatch(property, known)}"?`,
    }));
