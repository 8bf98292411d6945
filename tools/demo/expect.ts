import { isDeepStrictEqual } from "node:util";

/** Something was seen that is not what the step promises: one line. */
export class Unexpected extends Error {}

export const expectEqual = (what: string, seen: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(seen, expected)) return;
  throw new Unexpected(`${what}: expected ${JSON.stringify(expected)}, seen ${JSON.stringify(seen)}`);
};
