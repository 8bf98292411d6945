import type { Problem } from "../lib/problems.js";
import { unknownValue } from "../lib/unknownInPreview.js";

/** Rejects the option `import` if it is not the resource's id. @param meaning Describes the id in the message. */
export const importProblems = (imported: unknown, id: unknown, meaning: string): readonly Problem[] => {
  if (imported === undefined || imported === id || typeof id !== "string" || id.includes(unknownValue)) return [];
  const reason = `must be ${meaning}, ${JSON.stringify(id)}, and not ${JSON.stringify(imported)}`;
  return [{ property: "import", reason }];
};
