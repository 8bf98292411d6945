import { writeSync } from "node:fs";
import { isOldNode, oldNode } from "../runtime/nodeVersion.js";

/** Imported first. The engine shows what a plugin prints before it ends: for an exception, that is a line of the whole bundle. */
const { node } = process.versions;

if (isOldNode(node)) {
  writeSync(process.stderr.fd, `${oldNode(node)}\n`);
  process.exit(1);
}
