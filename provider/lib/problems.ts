import type * as t from "io-ts";

/** A problem with one property, in the form that Pulumi's check returns. */
export interface Problem {
  /** A path, such as `applicationKeys[1]`. */
  readonly property: string;
  readonly reason: string;
}

/** Returns the first problem of each property. */
export const problemsOf = (errors: t.Errors): readonly Problem[] => {
  const byProperty = new Map<string, Problem>();
  for (const error of errors) {
    const property = path(error.context);
    if (!byProperty.has(property)) byProperty.set(property, { property, reason: reason(error) });
  }
  return [...byProperty.values()];
};

/** Formats problems on one line. @param whole Names the value itself in a problem without a property. */
export const formatProblems = (problems: readonly Problem[], whole = ""): string =>
  problems.map(({ property, reason }) => `${property === "" ? whole : property} ${reason}`.trim()).join("; ");

const path = (context: t.Context): string =>
  context.reduce((parent, entry, index) => {
    if (index === 0 || isMember(context[index - 1], entry)) return parent;
    const { key } = entry;
    if (/^\d+$/.test(key)) return `${parent}[${key}]`;
    return parent === "" ? key : `${parent}.${key}`;
  }, "");

/** Whether the entry is a member of a union or an intersection, which io-ts numbers like list elements. */
const isMember = (parent: t.ContextEntry | undefined, entry: t.ContextEntry): boolean =>
  parent !== undefined && parent.actual === entry.actual;

const reason = ({ message, value, context }: t.ValidationError): string => {
  if (value === undefined) return "is missing";
  // The value itself is not shown: a response may contain SDK keys.
  return message ?? `must be ${context.at(-1)?.type.name ?? "something else"}`;
};
