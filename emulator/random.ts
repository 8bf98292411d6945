/** FNV-1a, 32 bits. */
export const hash = (text: string): number => {
  let bits = 0x811c9dc5;
  for (const byte of Buffer.from(text)) bits = Math.imul(bits ^ byte, 0x01000193);
  return bits >>> 0;
};

/** mulberry32: the same numbers, at least 0 and less than 1, for the same seed. */
export const random = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Returns the same UUID for the same text. */
export const uuidOf = (text: string): string => {
  const digits = [0, 1, 2, 3]
    .map((part) =>
      hash(`${String(part)} ${text}`)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
};
