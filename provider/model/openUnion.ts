/** One of these strings, or any other: LaunchDarkly documents no complete list. */
export type OpenUnion<Known extends string> = Known | (string & Record<never, never>);
