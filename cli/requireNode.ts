import { writeSync } from "node:fs";
import { isOldNode, oldNode } from "../provider/runtime/nodeVersion.js";

/** Imported first: an old Node may not be able to parse the other files. */
const { node } = process.versions;

if (isOldNode(node)) {
  writeSync(process.stderr.fd, `${oldNode(node)}\n`);
  process.exit(1);
}
