/** The candidate that a name begins, or else the one that takes the fewest edits to reach from it. */
export const nearest = (name: string, candidates: readonly string[]): string => {
  const [written, ...known] = [name, ...candidates].map((text) => text.toLowerCase().replace(/[^a-z]/g, ""));
  const distances = known.map((candidate) =>
    written !== undefined && written !== "" && candidate.startsWith(written) ? 0 : edits(written ?? "", candidate),
  );
  return candidates[distances.indexOf(Math.min(...distances))] ?? name;
};

/** Levenshtein's distance, a row at a time. */
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
