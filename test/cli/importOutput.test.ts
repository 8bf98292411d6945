import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { expect } from "chai";
import { account, expectFailure } from "../support/cliAccount.js";
import { commandIn, ended, fromSource, type Ended } from "../support/command.js";
import { written } from "../support/written.js";

describe("the output of the import command", function () {
  this.timeout(60_000);
  const here = account();
  const program = (): readonly string[] => ["--program", here.file("groups.ts")];

  /** Runs the command in a shell, which redirects its standard output. */
  const inShell = (line: string, ...args: readonly string[]): Promise<Ended> => {
    // Without the cache, the file-size limit of a test cannot affect compiled files.
    const env = { ...here.env, TSX_DISABLE_CACHE: "1" };
    const child = spawn("bash", ["--norc", "-c", line, "bash", process.execPath, ...fromSource, "import", ...args], {
      env,
    });
    child.stdin.end();
    return ended(child);
  };

  describe("with --out", () => {
    it("is the same file in UTF-8 as on standard output, and nothing else is written", async () => {
      here.add("a", { name: "Größe 😀" });
      const plain = await here.run();
      const done = await here.run(["--out", here.file("import.json"), ...program()]);
      expect(done).to.deep.equal({ code: 0, stdout: "", stderr: "" });
      expect(await readFile(here.file("import.json"), "utf8")).to.equal(plain.stdout);
      expect(written(plain.stdout).resources[0]?.outputs["name"]).to.equal("Größe 😀");
      expect(readdirSync(here.file(".")).sort()).to.deep.equal(["groups.ts", "import.json"]);
    });

    it("goes to standard output if the file is -", async () => {
      here.add("a");
      expect(await here.run(["--out", "-"])).to.deep.equal(await here.run());
      expect(readdirSync(here.file("."))).to.deep.equal([]);
    });

    it("does not overwrite an existing file, and costs no call", async () => {
      await writeFile(here.file("import.json"), "mine");
      expectFailure(
        await here.run(["--out", here.file("import.json")]),
        `${here.file("import.json")} already exists and is not overwritten: pass a new file to --out`,
      );
      expect(await readFile(here.file("import.json"), "utf8")).to.equal("mine");
      expect(here.emulator.calls).to.deep.equal([]);
    });

    it("does not overwrite a file that appears while the groups are read, and leaves no other file", async () => {
      here.addMany(2);
      here.onCall(1, () => {
        writeFileSync(here.file("groups.ts"), "// mine");
      });
      expectFailure(
        await here.run(["--out", here.file("import.json"), ...program()]),
        `${here.file("groups.ts")} already exists and is not overwritten`,
      );
      expect(await readFile(here.file("groups.ts"), "utf8")).to.equal("// mine");
      expect(readdirSync(here.file("."))).to.deep.equal(["groups.ts"]);
    });
  });

  describe("includes no program", () => {
    afterEach(() => {
      expect(readdirSync(here.file(".")).filter((name) => name !== "import.json")).to.deep.equal([]);
    });

    it("if standard output cannot be written, which is reported in one line", async function () {
      if (!existsSync("/dev/full")) this.skip();
      here.addMany(2);
      expectFailure(
        await inShell('exec "$@" > /dev/full', ...program()),
        "cannot write to standard output: ENOSPC: no space left on device",
      );
    });

    it("if the disk becomes full while standard output is written, which is reported in one line", async () => {
      here.addMany(60);
      const done = await inShell(`ulimit -f 8; exec "$@" > '${here.file("import.json")}'`, ...program());
      expectFailure(done, "cannot write to standard output: EFBIG");
      expect((await stat(here.file("import.json"))).size).to.equal(8 * 1024);
    });

    it("if no process reads standard output, which is not reported", async () => {
      here.addMany(400);
      const child = commandIn(here.env, "import", ...program());
      child.stdout.destroy();
      expect(await ended(child)).to.deep.equal({ code: 1, stdout: "", stderr: "" });
    });

    it("if Ctrl-C stops the command, which ends by SIGINT: a shell reports 130", async () => {
      here.addMany(45);
      here.emulator.setFaults({ slow: 1, slowMs: 30_000 });
      const child = commandIn(here.env, "import", ...program());
      const called = new Promise<void>((resolve) => {
        here.onCall(1, resolve);
      });
      const finished = ended(child);
      await called;
      child.kill("SIGINT");
      expect(await finished).to.deep.equal({ code: null, stdout: "", stderr: "" });
      expect(child.signalCode).to.equal("SIGINT");
    });
  });

  it("is an error in one line, for --help too, if standard output cannot be written", async function () {
    if (!existsSync("/dev/full")) this.skip();
    expectFailure(await inShell('exec "$@" > /dev/full', "--help"), "cannot write to standard output: ENOSPC");
  });
});

describe("the emulator command", () => {
  it("exits with 1 and one line if its URL cannot be written", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const child = spawn("bash", [
      "--norc",
      "-c",
      'exec "$@" > /dev/full',
      "bash",
      process.execPath,
      ...fromSource,
      "emulator",
    ]);
    child.stdin.end();
    expectFailure(await ended(child), "cannot write to standard output: ENOSPC");
  });
});
