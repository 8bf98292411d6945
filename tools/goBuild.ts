import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "./installation.js";
import { bring, version } from "./place.js";
import { run } from "./process.js";
import { during } from "./progress.js";

/** Builds the Pulumi CLI and its Node language host from published Go modules. */
export const goBuild = (signal?: AbortSignal): Promise<Engine> =>
  bring(async (work) => {
    const bin = join(work, "made", "bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, "pulumi-resource-pulumi-nodejs"), dynamicProvider);
    await chmod(join(bin, "pulumi-resource-pulumi-nodejs"), 0o755);
    for (const tool of [languageHost, cli]) {
      await during(`building ${tool.executable} ${tool.version}`, () =>
        build(tool, join(work, tool.executable), join(bin, tool.executable), signal),
      );
    }
    return join(work, "made");
  }, signal);

/** One executable built from a published Go module. */
interface GoTool {
  readonly executable: string;
  readonly package: string;
  readonly version: string;
}

const cli: GoTool = { executable: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", version };

/** The newer Node language hosts are not published as fetchable modules; this is the newest that is, and it runs current programs. */
const languageHost: GoTool = {
  executable: "pulumi-language-nodejs",
  package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  version: "3.68.0",
};

/** What Pulumi's own distribution puts beside the CLI: the engine starts it for every dynamic provider. */
const dynamicProvider = `#!/bin/sh
entry=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$entry" "$@"
`;

/** In a module of its own: `go install package@version` refuses modules that have replace directives. */
const build = async (tool: GoTool, folder: string, output: string, signal?: AbortSignal): Promise<void> => {
  const setVersion = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${tool.version}`;
  // Built for this machine and from this module, whatever the reader's shell is set up for.
  const env = { ...process.env, GOWORK: "off", GO111MODULE: "on", GOOS: "", GOARCH: "", GOBIN: "" };
  const go = (...args: readonly string[]): Promise<string> => run("go", args, { cwd: folder, env, signal });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "go.mod"), "module engine\n");
  await go("get", `${tool.package}@v${tool.version}`);
  await go("build", "-trimpath", "-ldflags", `-s -w ${setVersion}`, "-o", output, tool.package);
};
