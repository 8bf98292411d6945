import type * as t from "io-ts";

/** What is wrong with one property, as Pulumi's check wants it. */
export interface Problem {
  /** A path, such as `applicationKeys[1]`. */
  readonly property: string;
  readonly reason: string;
}

/** Every problem once, by property. */
export const problemsOf = (errors: t.Errors): readonly Problem[] => {
  const byProperty = new Map<string, Problem>();
  for (const error of errors) {
    const property = path(error.context);
    if (!byProperty.has(property)) byProperty.set(property, { property, reason: reason(error) });
  }
  return [...byProperty.values()];
};

/** All of them in one line. @param whole What is wrong where a problem is that of no property. */
export const formatProblems = (found: readonly Problem[], whole = ""): string =>
  found.map(({ property, reason }) => `${property === "" ? whole : property} ${reason}`.trim()).join("; ");

const path = (context: t.Context): string =>
  context.reduce((parent, entry, index) => {
    if (index === 0 || isMember(context[index - 1], entry)) return parent;
    const { key } = entry;
    if (/^\d+$/.test(key)) return `${parent}[${key}]`;
    return parent === "" ? key : `${parent}.${key}`;
  }, "");

/** io-ts numbers the members of unions and intersections as if they were elements; but they are of the very same value. */
const isMember = (parent: t.ContextEntry | undefined, entry: t.ContextEntry): boolean =>
  parent !== undefined && parent.actual === entry.actual;

const reason = ({ message, value, context }: t.ValidationError): string => {
  if (value === undefined) return "is missing";
  // The value itself is not shown: an answer may hold SDK keys.
  return message ?? `must be ${context.at(-1)?.type.name ?? "something else"}`;
};
