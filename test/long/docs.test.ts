import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, symlink, unlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator, type StoredGroup } from "../../emulator/index.js";
import { stepsOf } from "../support/docsPage.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const repository = resolve(__dirname, "../..");
const docs = join(repository, "docs");

/** Result of the commands of a page, as a reader sees it. */
interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Installs the package as npm does. In a clone, npm omits the command, which is not built yet when npm installs it. */
const install = async (folder: string): Promise<void> => {
  const modules = join(folder, "node_modules");
  await unlink(modules);
  await mkdir(join(modules, ".bin"), { recursive: true });
  for (const name of ["@pulumi", "typescript"]) {
    await symlink(join(repository, "node_modules", name), join(modules, name));
  }
  await symlink(repository, join(modules, "pulumi-launchdarkly-insights"));
  await symlink(join(repository, "dist/cli/index.js"), join(modules, ".bin/pulumi-launchdarkly-insights"));
};

/** Whether Pulumi asks for confirmation, which is answered with yes. Other commands refuse --yes. */
const isAsked = (command: string): boolean => !command.includes("--preview-only");

describe("the pages of docs/, in the real engine", function () {
  this.timeout(180_000);

  for (const name of readdirSync(docs)) {
    const steps = stepsOf(readFileSync(join(docs, name), "utf8"));
    if (steps.length === 0) continue;

    describe(name, () => {
      const here = makeEngineTestbed(
        { repositories: [{ key: "acme/web", projectKeys: [] }] },
        { PULUMI_OPTION_NON_INTERACTIVE: "true" },
      );
      let europe!: Emulator;
      before(async () => {
        await install(here.stack.folder);
        europe = await startEmulator({ token: accessToken });
      });
      after(() => europe.close());

      /** Replaces the only other host that the pages name. */
      const local = (text: string): string => text.replaceAll("app.eu.launchdarkly.com", europe.url);

      const shell = (command: string): Promise<Ended> =>
        new Promise((settle) => {
          const child = execFile(
            "bash",
            ["--norc", "-euo", "pipefail", "-c", local(command)],
            {
              cwd: here.stack.folder,
              env: { ...here.stack.env, ...(isAsked(command) && { PULUMI_OPTION_YES: "true" }) },
            },
            (error, stdout, stderr) => {
              const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
              settle({ code, output: `${command}\n${stdout}${stderr}` });
            },
          );
          // For a command that asks for a token. Other commands may end before they read it.
          child.stdin?.on("error", () => undefined).end(accessToken);
        });

      it("works as written, step by step", async () => {
        await here.stack.inTypeScript();
        let unused: string | undefined;
        for (const step of steps) {
          if (step.kind === "by hand") {
            const group = JSON.parse(step.group) as StoredGroup; // the pages contain only valid groups
            here.emulator.groups.set(group.key, { ...here.emulator.groups.get(group.key), ...group });
          } else if (step.kind === "file") await writeFile(join(here.stack.folder, step.name), step.text);
          else if (step.kind === "program") {
            expect(unused, "a program that nothing runs").to.equal(undefined);
            unused = step.text;
            await writeFile(join(here.stack.folder, "index.ts"), local(step.text));
          } else {
            const { code, output } = await shell(step.text);
            expect(code, output).to.equal(step.exit);
            expect(output).not.to.include(accessToken);
            if (/pulumi (up|preview)/.test(step.text)) unused = undefined;
          }
        }
        expect(unused, "a program that nothing runs").to.equal(undefined);
      });
    });
  }
});
