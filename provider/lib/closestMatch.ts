/** Returns the candidate closest to a name: by edit distance, with a large bonus for a common prefix or suffix. */
export const closestMatch = (name: string, candidates: readonly string[]): string => {
  const written = letters(name);
  const distances = candidates.map((candidate) => {
    const known = letters(candidate);
    const common = Math.max(commonBeginning(written, known), commonBeginning(reversed(written), reversed(known)));
    return edits(written, known) - 4 * common;
  });
  return candidates[distances.indexOf(Math.min(...distances))] ?? name;
};

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");

const reversed = (text: string): string => Array.from(text).reverse().join("");

const commonBeginning = (a: string, b: string): number => {
  const differs = Array.from(a).findIndex((letter, index) => letter !== b[index]);
  return differs === -1 ? a.length : differs;
};

/** Returns the Levenshtein distance, computed a row at a time. */
const edits = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const substituted = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};
