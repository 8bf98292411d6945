import type * as t from "io-ts";

/** What is wrong with one property, as Pulumi's check wants it. */
export interface Problem {
  /** A path, such as `applicationKeys[1]`. */
  readonly property: string;
  readonly reason: string;
}

/** Every problem once, by property. */
export const problems = (errors: t.Errors): readonly Problem[] => {
  const byProperty = new Map<string, Problem>();
  for (const error of errors) {
    const property = path(error.context);
    if (!byProperty.has(property)) byProperty.set(property, { property, reason: reason(error) });
  }
  return [...byProperty.values()];
};

const path = (context: t.Context): string =>
  context.reduce((parent, { key }, index) => {
    if (index === 0 || isMember(context[index - 1])) return parent;
    if (/^\d+$/.test(key)) return `${parent}[${key}]`;
    return parent === "" ? key : `${parent}.${key}`;
  }, "");

/** io-ts numbers the members of unions and intersections as if they were elements. */
const isMember = (parent: t.ContextEntry | undefined): boolean => {
  const codec = parent?.type as { readonly _tag?: string; readonly type?: { readonly _tag?: string } } | undefined;
  const tag = codec?._tag === "ExactType" ? codec.type?._tag : codec?._tag;
  return tag === "UnionType" || tag === "IntersectionType";
};

const reason = ({ message, value, context }: t.ValidationError): string => {
  if (value === undefined) return "is missing";
  // The value itself is not shown: an answer may hold SDK keys.
  return message ?? `must be ${context.at(-1)?.type.name ?? "something else"}`;
};
