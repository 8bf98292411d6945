import { isOldNode, oldNode } from "./nodeVersion.js";

/** Imported first, so that an old Node reports this line instead of a syntax error in another file. */
const { node } = process.versions;

if (isOldNode(node)) {
  const error = new Error(oldNode(node));
  error.stack = error.message;
  throw error;
}
