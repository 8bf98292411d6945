/** Writes the schema of the native plugin, which `provider/plugin/schema.json` keeps. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { makeSchema } from "./schema/makeSchema.js";

const file = resolve(__dirname, "../provider/plugin/schema.json");
writeFileSync(file, `${JSON.stringify(makeSchema(), undefined, 2)}\n`);
