import { isOldNode, oldNode } from "./nodeVersion.js";

/** Imported first, so that an old Node fails with this line instead of with an error of a file that it cannot parse. */
const { node } = process.versions;

if (isOldNode(node)) {
  const error = new Error(oldNode(node));
  error.stack = error.message;
  throw error;
}
