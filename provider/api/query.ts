/** The parameters of a request by LaunchDarkly's names. Undefined and an empty list mean that there is none. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Encodes a query; commas separate the elements of a list. */
export const encodeQuery = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query)
      .map(([name, value = ""]): [string, string] => [name, String(value)])
      .filter(([, value]) => value !== ""),
  ).toString();
