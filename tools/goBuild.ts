import { chmod, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./process.js";

/** One executable built from a published Go module. */
interface GoTool {
  readonly executable: string;
  readonly package: string;
  readonly version: string;
}

/**
 * The newer Node language hosts are not published as fetchable modules; 3.68.0 is the newest that is, and it runs
 * current programs.
 */
const languageHost: GoTool = {
  executable: "pulumi-language-nodejs",
  package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  version: "3.68.0",
};

const cli = (version: string): GoTool => ({
  executable: "pulumi",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version,
});

/** What Pulumi's own distribution puts beside the CLI: the engine starts it for every dynamic provider. */
const dynamicProviderLauncher = `#!/bin/sh
entry=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$entry" "$@"
`;

/**
 * Builds the Pulumi CLI and its Node language host from Go modules into `bin`. The CLI comes last, and by a rename: an
 * interrupted build never looks like a finished one.
 */
export const buildFromGoModules = async (
  version: string,
  bin: string,
  say: (line: string) => void,
): Promise<void> => {
  const work = await mkdtemp(join(tmpdir(), "pulumi-engine-"));
  try {
    await mkdir(bin, { recursive: true });
    const launcher = join(work, "launcher");
    await writeFile(launcher, dynamicProviderLauncher);
    await install(launcher, join(bin, "pulumi-resource-pulumi-nodejs"));
    for (const tool of [languageHost, cli(version)]) {
      say(`building ${tool.executable} ${tool.version} from ${tool.package}`);
      await install(await build(tool, join(work, tool.executable)), join(bin, tool.executable));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

/** A module of its own per tool: `go install package@version` refuses modules that have replace directives. */
const build = async (tool: GoTool, folder: string): Promise<string> => {
  const output = join(folder, "out", tool.executable);
  const setVersion = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${tool.version}`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "go.mod"), "module engine\n");
  await run("go", ["get", "-tool", `${tool.package}@v${tool.version}`], { cwd: folder });
  await run("go", ["build", "-trimpath", "-ldflags", `-s -w ${setVersion}`, "-o", output, tool.package], {
    cwd: folder,
  });
  return output;
};

const install = async (from: string, to: string): Promise<void> => {
  const beside = `${to}.${String(process.pid)}`;
  await copyFile(from, beside);
  await chmod(beside, 0o755);
  await rename(beside, to);
};
