import { delimiter, join } from "node:path";
import { run } from "../../../scripts/runCommand.js";
import { addSdk, describeProgram } from "../../support/languageProgram.js";

describeProgram({
  language: "python",
  file: "__main__.py",
  prepare: async (stack) => {
    const bin = join(stack.folder, "venv/bin");
    await run("python3", ["-m", "venv", "venv"], { cwd: stack.folder });
    await run(join(bin, "pip"), ["install", "--quiet", await addSdk(stack, "python")], { cwd: stack.folder });
    // The host uses the first Python on the PATH, as in an activated environment.
    stack.env["PATH"] = [bin, stack.env["PATH"]].join(delimiter);
  },
});
