/** Kinds of faults, with their effects. {@link pickFault} depends on the order. */
export const faultKinds = {
  resetBefore: "the connection is reset before the server acted",
  resetAfter: "the server acts, then the connection is reset",
  error500Before: "500, 502, 503 or 504 with a JSON body, not acted",
  error500After: "500, 502, 503 or 504 with a JSON body, although the server acted",
  html5xx: "502, 503 or 504 with the HTML page of a proxy, not acted",
  html404: "404 with the HTML page of a proxy, not acted",
  cutShort: "the server acts, then the connection is closed half way through the answer",
  notJson: "the server acts, then answers success with a page or with half of its JSON",
  slow: "the server acts, then answers after slowMs (default 15000)",
  limited: "429 with rate-limit headers, whose window ends after limitedMs (default 1000), not acted",
  limitedBare: "429 without any header, not acted",
  conflict: "409 as after a concurrent change, not acted",
} as const;

export type FaultKind = keyof typeof faultKinds;

/** The share of all calls, 0 to 1, that fail in each way; together at most 1. See {@link faultKinds} for the kinds. */
export interface Faults extends Readonly<Partial<Record<FaultKind, number>>> {
  /** Delay of a `slow` answer in milliseconds. Default 15000. */
  readonly slowMs?: number;
  /** Milliseconds until the reset of a `limited` answer. Default 1000. */
  readonly limitedMs?: number;
}

const kinds = Object.keys(faultKinds) as readonly FaultKind[]; // the keys of a constant are exactly its type's

const times: readonly string[] = ["slowMs", "limitedMs"] satisfies (keyof Faults)[];

/** Returns the fault that a number between 0 and 1 selects, if any. */
export const pickFault = (faults: Faults, draw: number): FaultKind | undefined => {
  let reached = 0;
  return kinds.find((kind) => draw < (reached += faults[kind] ?? 0));
};

/**
 * Reads a specification: one share for all kinds together (`0.3`), or shares and times by name
 * (`resetBefore=0.05,slow=0.1,slowMs=2000`). Throws a RangeError if the specification is invalid.
 */
export const parseFaults = (specification: string): Faults => {
  const together = Number(specification);
  if (specification.trim() !== "" && !Number.isNaN(together)) {
    return validFaults(Object.fromEntries(kinds.map((kind) => [kind, together / kinds.length])));
  }
  return validFaults(Object.fromEntries(specification.split(",").map(assignment)));
};

/** Returns the faults unchanged. Throws a RangeError if they are invalid. */
export const validFaults = (faults: Faults): Faults => {
  for (const [name, value] of Object.entries(faults)) {
    const isTime = times.includes(name);
    if (!isTime && !Object.hasOwn(faultKinds, name)) {
      throw new RangeError(`unknown fault ${JSON.stringify(name)}; there are ${kinds.join(", ")}`);
    }
    if (value >= 0 && (isTime || value <= 1)) continue;
    throw new RangeError(`${name} must be ${isTime ? "a number of milliseconds" : "a share between 0 and 1"}`);
  }
  const sum = kinds.reduce((total, kind) => total + (faults[kind] ?? 0), 0);
  if (sum > 1 + 1e-9) throw new RangeError(`the shares add up to ${String(sum)}, more than all calls`);
  return faults;
};

const assignment = (part: string): readonly [string, number] => {
  const [name = "", value = "", ...rest] = part.split("=").map((side) => side.trim());
  return [name, value === "" || rest.length > 0 ? NaN : Number(value)];
};
