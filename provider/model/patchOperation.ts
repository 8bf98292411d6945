/** A JSON Patch operation (RFC 6902). */
export type PatchOperation =
  | { readonly op: "replace"; readonly path: "/name"; readonly value: string }
  | { readonly op: "add"; readonly path: "/applicationKeys"; readonly value: readonly string[] }
  | { readonly op: "remove"; readonly path: "/applicationKeys" };
