export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What a value is on the wire, without brands, `readonly` and ways to say that there is none. */
export type Wire<A> = A extends undefined
  ? never
  : A extends string
    ? string
    : A extends readonly (infer B)[]
      ? Wire<B>[]
      : A extends object
        ? { [Name in keyof A]: Wire<A[Name]> }
        : A;

/** The names in ours that are not in theirs, or have another type there, or are required in but one of the two. */
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
