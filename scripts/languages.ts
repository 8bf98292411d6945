/** Finds or builds Pulumi's language hosts for the tests of programs in other languages. */
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildFolder } from "./buildFolder.js";
import { engine } from "./engine.js";
import { goBuild, nameOf, type GoTool } from "./goBuild.js";
import { installDir } from "./install.js";
import { executable, type Engine } from "./findInstallation.js";
import { main } from "./runScript.js";
import { log } from "./progress.js";
import { run } from "./runCommand.js";
import { sdkGenerator } from "./sdkGenerator.js";

interface Language {
  readonly host: GoTool;
  /** Commands that succeed if the toolchain of the language is installed. */
  readonly toolchain: readonly (readonly [command: string, ...args: readonly string[]])[];
}

/** The newest hosts that are published as modules. They run current programs, but cannot generate SDKs. */
export const languages = {
  yaml: {
    host: { path: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml", version: "1.38.3" },
    toolchain: [],
  },
  python: {
    host: { path: "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python", version: "3.68.0" },
    toolchain: [["python3", "-c", "import venv, ensurepip"]],
  },
  go: {
    host: { path: "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go", version: "3.62.0" },
    toolchain: [["go", "version"]],
  },
  java: {
    host: { path: "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java", version: "0.9.9" },
    toolchain: [
      ["javac", "-version"],
      ["mvn", "--version"],
    ],
  },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageName = keyof typeof languages;

/** Returns the command of a language's toolchain that does not run here, if there is one. */
export const missingTool = async (name: LanguageName): Promise<string | undefined> => {
  for (const [command, ...args] of languages[name].toolchain) {
    const runs = await run(command, args).then(
      () => true,
      () => false,
    );
    if (!runs) return [command, ...args].join(" ");
  }
  return undefined;
};

/** Returns the folder of a language's host: the one of the CLI, if it ships the host, else one beside it, built once per machine. */
export const languageHost = async (name: LanguageName, { bin }: Engine, signal: AbortSignal): Promise<string> => {
  const { host } = languages[name];
  if ((await executable([bin], nameOf(host))) !== undefined) return bin;
  return buildFolder(`${nameOf(host)}-${host.version}`, nameOf(host), async (work, made) => {
    const module = await goBuild(host, join(work, "module"), made, signal);
    // The host runs programs through this script, which Pulumi ships beside it.
    if (name === "python") {
      await copyFile(join(module, "python/cmd/pulumi-language-python-exec"), join(made, "pulumi-language-python-exec"));
    }
  });
};

const help = `Usage: npm run languages

Finds or installs the Pulumi CLI (see npm run engine), then builds what the tests of programs in YAML, Python, Go and Java need
and the CLI does not ship: Pulumi's language hosts and SDK generators, in ${dirname(installDir())}. It needs Go. A language whose
toolchain is missing is left out.

Options:
  --help, -h  print this help

Exit codes: 0 found or built; 1 failed; 2 invalid command line; 130 stopped by Ctrl-C.
`;

if (require.main === module) {
  main(help, {}, async (_, signal) => {
    const cli = await engine(signal);
    for (const name of Object.keys(languages) as readonly LanguageName[]) {
      const missing = await missingTool(name);
      if (missing !== undefined) {
        log(`skipped: ${name}, because ${missing} does not run here`);
        continue;
      }
      process.stdout.write(`${name}: ${await languageHost(name, cli, signal)}\n`);
      if (name !== "yaml") await sdkGenerator(name, signal);
    }
  });
}
