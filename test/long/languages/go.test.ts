import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { version } from "../../../scripts/install.js";
import { run } from "../../../scripts/runCommand.js";
import { addSdk, describeProgram } from "../../support/languageProgram.js";

const module = "example.com/pulumi-launchdarkly-insights/sdk/go";

describeProgram({
  language: "go",
  file: "main.go",
  prepare: async (stack) => {
    await addSdk(stack, "go");
    const lines = [
      "module life",
      "go 1.25",
      `require github.com/pulumi/pulumi/sdk/v3 v${version}`,
      `require ${module} v0.1.0`,
      `replace ${module} => ./sdks/launchdarkly-insights`,
    ];
    await writeFile(join(stack.folder, "go.mod"), lines.join("\n"));
    await run("go", ["get", "."], { cwd: stack.folder });
    // Reuses the caches of modules and builds; the CLI is built with this flag.
    stack.env["HOME"] = homedir();
    stack.env["GOFLAGS"] = "-trimpath";
  },
});
