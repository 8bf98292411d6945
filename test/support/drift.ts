export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Type of a value as JSON, without brands, `readonly`, null and undefined. */
export type Wire<A> = A extends undefined
  ? never
  : A extends string
    ? string
    : A extends readonly (infer B)[]
      ? Wire<B>[]
      : A extends object
        ? { [Name in keyof A]: Wire<A[Name]> }
        : A;

/** Names of our type that are missing in theirs, have another type there, or are required in only one of the two. */
export type Drift<Ours, Theirs> = {
  [Name in keyof Ours]-?: Name extends keyof Theirs
    ? [
        Same<Wire<Ours[Name]>, Wire<Theirs[Name]>>,
        Same<undefined extends Ours[Name] ? 1 : 0, undefined extends Theirs[Name] ? 1 : 0>,
      ] extends [true, true]
      ? never
      : Name
    : Name;
}[keyof Ours];
