import type { Problem } from "../lib/problems.js";
import { unknownValue } from "../lib/unknownInPreview.js";

/** Refuses the option `import` with another id than that of the declared resource. @param meaning What the id is. */
export const importProblems = (imported: unknown, id: unknown, meaning: string): readonly Problem[] => {
  if (imported === undefined || imported === id || typeof id !== "string" || id.includes(unknownValue)) return [];
  const reason = `must be ${meaning}, ${JSON.stringify(id)}, and not ${JSON.stringify(imported)}`;
  return [{ property: "import", reason }];
};
