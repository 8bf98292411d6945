import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { argumentNames } from "../../provider/model/deploymentEvent.js";
import { command, ended } from "../support/command.js";
import { anchors, blocks, codes, content, pages, repository, section, table, targets } from "../support/markdown.js";

const flags = (text: string): readonly string[] => [...new Set(text.match(/--[a-z][a-z-]*/g))].sort();

describe("the documentation", () => {
  it("is linked from the README in full", () => {
    expect(targets("README.md")).to.include.members(pages.filter((page) => page !== "README.md"));
  });

  for (const page of pages) {
    it(`has no broken relative link or anchor in ${page}`, () => {
      for (const target of targets(page).filter((each) => !/^https?:/.test(each))) {
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? page : join(dirname(page), path);
        expect(existsSync(join(repository, file)), target).to.equal(true);
        if (anchor !== undefined) expect(anchors(file), target).to.include(anchor);
      }
    });
  }

  it("has a place for the measured figures of the fault injection", () => {
    const figures = section("docs/reliability.md", "## Measured under fault injection");
    expect(figures).to.match(/^<!-- faults:begin -->\n[^]*^<!-- faults:end -->\n/m);
  });

  it("begins the page about deployments with the example, and lists every argument of an event there", () => {
    expect(blocks("docs/deployments.md", "ts")[0]).to.equal(content("examples/deploymentEvent.ts"));
    expect(table("docs/deployments.md", "## Arguments").map(([name]) => codes(name)[0])).to.deep.equal(argumentNames);
  });

  it("names every flag of the emulator", async () => {
    const { stdout } = await ended(command("emulator", "--help"));
    expect(table("docs/testing.md", "## Emulator options").flatMap(([cell = ""]) => flags(cell))).to.have.members(
      flags(stdout)
        .filter((flag) => flag !== "--help" && flag !== "--faults")
        .concat("--faults", "--faults"),
    );
  });

  it("has a test script that ends if the emulator cannot start", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo; // it listens on a TCP port, not on a pipe
    const folder = await mkdtemp(join(tmpdir(), "insights-docs-"));
    try {
      const built = join(repository, "dist/cli/index.js");
      const emulator = join(folder, "emulator");
      await writeFile(emulator, `#!/bin/sh\nexec ${process.execPath} ${built} "$@" --port ${String(port)}\n`);
      await chmod(emulator, 0o755);
      const script = (blocks("docs/testing.md", "sh")[0] ?? "").replace(/^\S+/, emulator);
      const child = spawn("bash", ["--norc", "-c", script], { cwd: folder, timeout: 20_000 });
      child.stdin.end();
      const { code, stdout, stderr } = await ended(child);
      expect(code).to.equal(1);
      expect(stdout).to.equal("");
      expect(stderr)
        .to.include(`port ${String(port)} is in use`)
        .and.not.to.include("pulumi: ");
    } finally {
      taken.close();
      await rm(folder, { recursive: true });
    }
  }).timeout(30_000);

  it("uses no flag that the command line does not have", async () => {
    const lines = pages.flatMap((page) => [
      ...content(page).matchAll(/pulumi-launchdarkly-insights (deployment|emulator|import|move|scores)\b([^`\n>|]*)/g),
    ]);
    expect(lines).not.to.deep.equal([]);
    for (const [, name = "", rest = ""] of lines) {
      const { stdout } = await ended(command(name, "--help"));
      expect(flags(stdout)).to.include.members([...flags(rest)]);
    }
  });

  it("lists the exit codes of the help", async () => {
    const { stdout } = await ended(command("--help"));
    const [, listed = ""] = /^Exit codes:\n([^]*)$/m.exec(stdout) ?? [];
    const plain = table("docs/pipelines.md", "## Exit codes of the commands").map((cells) => cells.join(" "));
    expect(plain.map((line) => line.replaceAll("`", ""))).to.deep.equal(
      listed
        .trim()
        .split("\n")
        .map((line) => line.trim().replace(/ +/, " ")),
    );
  });

  it("quotes only messages that the package can produce", () => {
    const sources = ["provider", "cli"].flatMap((folder) =>
      readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => content(`${folder}/${file}`)),
    );
    const notOurs = [
      "Cannot find module 'pulumi-launchdarkly-insights/provider'",
      "code must be a string, not undefined",
      "failed to load checkpoint: EOF",
      "the stack is currently locked",
    ];
    const page = "docs/troubleshooting.md";
    const topics = content(page).match(/^## .*$/gm) ?? [];
    const quoted = topics.flatMap((topic) => table(page, topic)).flatMap(([message]) => codes(message));
    expect(quoted).to.include.members(notOurs);
    for (const message of quoted.filter((each) => !notOurs.includes(each))) {
      for (const part of message.replace(/ \d{3}$/, "").split("…")) expect(sources.join("\n")).to.include(part);
    }
  });

  it("has TypeScript that compiles against the built package", function () {
    this.timeout(60_000);
    const texts = pages.flatMap((page) => blocks(page, "ts"));
    const programs = new Map(texts.map((text, index) => [join(repository, `examples/page${String(index)}.ts`), text]));
    const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
      readonly config: { readonly compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, repository);
    const host = ts.createCompilerHost({ ...options, types: ["node"] });
    const program = ts.createProgram({
      rootNames: [...programs.keys()],
      options: { ...options, types: ["node"] },
      host: {
        ...host,
        fileExists: (path) => programs.has(path) || host.fileExists(path),
        readFile: (path) => programs.get(path) ?? host.readFile(path),
        getSourceFile: (path, languageVersion) => {
          const text = programs.get(path);
          return text === undefined
            ? host.getSourceFile(path, languageVersion)
            : ts.createSourceFile(path, text, languageVersion);
        },
      },
    });
    const seen = program.getSourceFiles().map(({ fileName }) => fileName);
    expect(seen).to.include(join(repository, "dist/provider/index.d.ts"));
    expect(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host)).to.equal("");
  });
});
