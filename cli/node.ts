import { writeSync } from "node:fs";
import { isOldNode, oldNode } from "../provider/runtime/nodeVersion.js";

/** Imported first: all other files of the command may hold what an old Node cannot parse. */
const { node } = process.versions;

if (isOldNode(node)) {
  writeSync(process.stderr.fd, `${oldNode(node)}\n`);
  process.exit(1);
}
