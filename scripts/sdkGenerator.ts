import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildFolder } from "./buildFolder.js";
import { goBuild, goBuildFile, nameOf } from "./goBuild.js";
import { version } from "./install.js";
import { run } from "./runCommand.js";

export type TypedLanguage = "go" | "java" | "python";

/**
 * Writes the typed SDK of a schema into a folder, with Pulumi's own generators: `pulumi package gen-sdk` asks the language host,
 * and the published ones cannot.
 */
export const generateSdk = async (
  language: TypedLanguage,
  schema: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  // The generator for Java joins any path after --out with the current folder.
  const args =
    language === "java" ? ["generate", "--schema", schema, "--build", "none", "--out", "."] : [language, schema, "."];
  await run(await sdkGenerator(language, signal), args, { cwd: folder, cancelSignal: signal });
};

/** Returns the generator of a language, built once per machine. */
export const sdkGenerator = async (language: TypedLanguage, signal: AbortSignal): Promise<string> => {
  if (language === "java") {
    const name = nameOf(javaGenerator);
    const folder = await buildFolder(`${name}-${javaGenerator.version}`, name, async (work, made) => {
      await goBuild(javaGenerator, join(work, "module"), made, signal);
    });
    return join(folder, name);
  }
  const name = "generate-sdk";
  const folder = await buildFolder(`${name}-${version}`, name, (work, made) =>
    goBuildFile(join(__dirname, "generateSdk/main.go"), generators, join(work, "module"), join(made, name), signal),
  );
  return join(folder, name);
};

const javaGenerator = { path: "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-java-gen", version: "0.9.9" };
const generators = { path: "github.com/pulumi/pulumi/pkg/v3", version };
