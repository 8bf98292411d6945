import * as t from "io-ts";

interface KeyBrand {
  readonly Key: unique symbol;
}

/** A key that is safe in a URL path, which accepts only this type. */
export type Key = t.Branded<string, KeyBrand>;

/**
 * The key of an insight group or of an application. LaunchDarkly documents no rule for these keys, so only obvious
 * mistakes are rejected.
 */
export const Key = text<Key>("Key", (s) => {
  if (s === "") return "must not be empty";
  if (/[\s\p{Cc}]/u.test(s)) return "must not contain white space or control characters";
  if (s.includes("/")) return 'must not contain "/"';
  if (s === "." || s === "..") return `must not be "${s}"`;
  if (!s.isWellFormed()) return "must be well-formed Unicode";
  return undefined;
});

/** A key that LaunchDarkly returns, which may break the rules of `Key`. */
export const ReturnedKey = text("ReturnedKey", (s) => (s === "" ? "must not be empty" : undefined));

/** The key of a project or of an environment, with the rule of LaunchDarkly's Terraform provider. */
export const ProjectKey = text<Key>("ProjectKey", (s) => {
  if (s === "") return "must not be empty";
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(s)
    ? undefined
    : 'must begin with a letter or a digit and contain only letters, digits, "_", "." and "-"';
});

/** A display name. */
export const Name = text("Name", (s) => (s === "" ? "must not be empty" : undefined));

/** Makes a codec for strings for which `problem` returns undefined. */
export function text<A extends string>(name: string, problem: (s: string) => string | undefined): t.Type<A, string> {
  const is = (u: unknown): u is A => typeof u === "string" && problem(u) === undefined;
  return new t.Type<A, string, unknown>(
    name,
    is,
    (u, context) => {
      if (is(u)) return t.success(u);
      return t.failure(u, context, typeof u === "string" ? problem(u) : "must be a string");
    },
    (a) => a,
  );
}
