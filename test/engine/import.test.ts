import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { spawn } from "node:child_process";
import { expect } from "chai";
import ts from "typescript";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { ended } from "../support/command.js";
import { written } from "../support/written.js";
import { existingGroups } from "../support/existingGroups.js";
import { base } from "../support/declaredGroup.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

/** The engine's message if `__provider` is missing; the README's table of errors explains it. */
const message = "code must be a string, not undefined";

const repository = resolve(__dirname, "../..");
const unattended = ["--generate-code=false", "--yes"];

describe("existing groups, in the real engine,", function () {
  this.timeout(240_000);
  const here = makeEngineTestbed();
  const file = (name: string): string => join(here.stack.folder, name);

  before(() => here.stack.inTypeScript());
  beforeEach(async () => {
    await here.stack.reset();
    here.emulator.groups.clear();
    here.calls();
  });

  /** Runs the built command in the folder of the program, and returns its output. */
  const listed = async (args: readonly string[] = [], input = "", says = /^$/): Promise<string> => {
    const command = [join(repository, "dist/cli/index.js"), "import", ...args];
    const child = spawn(process.execPath, command, { cwd: here.stack.folder, env: here.stack.env });
    child.stdin.end(input);
    const { code, stdout, stderr } = await ended(child);
    expect(code, stderr).to.equal(0);
    expect(stderr).to.match(says);
    expect(stdout).not.to.include(accessToken);
    return stdout;
  };
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await here.stack.run(args);
    expect(code, output).to.equal(0);
    return output;
  };
  const bringIn = async (text: string, ...flags: readonly string[]): Promise<void> => {
    await writeFile(file("import.json"), text);
    await run("import", "--file", "import.json", ...unattended, ...flags);
  };
  const nothingToDo = async (resources: number): Promise<void> => {
    const { changes } = await here.stack.succeed("preview", "--expect-no-changes");
    expect(changes).to.deep.equal({ unchanged: resources });
  };

  it("are not read with --repositories, which imports associations that then need no change", async () => {
    const repositories = ["acme/web", "acme/app"].map((key) => ({ key, projectKeys: ["shop", "games"] }));
    for (const each of repositories) here.emulator.repositories.set(each.key, each);
    await bringIn(await listed(["--repositories", "--program", file("index.ts")]));
    expect(here.calls()).to.have.lengthOf(1);
    await nothingToDo(5);
    await here.stack.succeed("refresh", "--expect-no-changes");
    await run("stack", "export", "--file", file("stack.json"));
    const others = await listed(["--repositories", "--existing", file("stack.json")], "", /no association to import/);
    expect(written(others).resources).to.deep.equal([]);
    here.emulator.repositories.clear();
    await rm(file("index.ts"));
  });

  describe("in an account with a hundred groups", () => {
    beforeEach(() => {
      for (const group of existingGroups) here.emulator.groups.set(group.key, group);
    });

    it("are managed after two commands and six calls that only read, and then need no change", async () => {
      const made = [...here.emulator.groups.values()];
      await bringIn(await listed(["--program", file("index.ts")]));
      expect(here.calls()).to.deep.equal(Array<string>(6).fill("GET  200"));
      await nothingToDo(101);
      expect(here.calls()).to.deep.equal([]);

      await here.stack.succeed("refresh", "--expect-no-changes");
      await here.stack.succeed("up", "--expect-no-changes");
      expect(here.calls().filter((call) => !call.startsWith("GET "))).to.deep.equal([]);
      expect([...here.emulator.groups.values()]).to.deep.equal(made);
      expect(await here.stack.checkpoint()).not.to.include(accessToken);

      const program = await readFile(file("index.ts"), "utf8");
      const { key, name } = existingGroups[50] ?? expect.fail();
      const declared = `  name: ${JSON.stringify(name)},\n  key: ${JSON.stringify(key)},`;
      expect(program.split(declared).length).to.equal(2);
      await writeFile(
        file("index.ts"),
        program.replace(declared, () => `  name: "Renamed",\n  key: "${key}",`),
      );
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ updated: 1, unchanged: 100 });
      expect(here.calls()).to.deep.equal([`PATCH ${key} 200`]);
      expect(here.emulator.groups.get(key)?.name).to.equal("Renamed");
      await here.stack.succeed("refresh", "--expect-no-changes");
    });

    it("get a program that compiles under the strictest TypeScript settings", async () => {
      await listed(["--program", file("strict.ts")]);
      const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
        readonly config: { readonly compilerOptions: object };
      };
      const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, repository);
      const host = ts.createCompilerHost(options);
      const program = ts.createProgram({ rootNames: [file("strict.ts")], options, host });
      expect(program.getSourceFiles().map(({ fileName }) => fileName)).to.include(
        join(repository, "dist/provider/index.d.ts"),
      );
      expect(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host)).to.equal("");
    });
  });

  describe("if a stack already manages some", () => {
    let second!: Emulator;
    beforeEach(async () => {
      // The group with the same key in another account has another creation time.
      second = await startEmulator({ token: "api-second-account", now: () => 1_500_000_000_000 });
      for (const key of ["free", "shared", "theirs"]) {
        here.emulator.groups.set(key, { ...base, key, createdAt: 1_600_000_000_000 });
      }
      await writeFile(
        file("index.ts"),
        `import { InsightGroup, Provider } from "pulumi-launchdarkly-insights";
         const other = new Provider("other", { accessToken: "api-second-account", apiHost: "${second.url}" });
         const place = { name: "Team", projectKey: "shop", environmentKey: "production" };
         new InsightGroup("mine", { ...place, key: "mine" });
         new InsightGroup("renamed", { ...place, key: "secret" }, { additionalSecretOutputs: ["createdAt", "name"] });
         new InsightGroup("shared", { ...place, key: "shared" }, { provider: other });
         InsightGroup.get("theirs", "theirs");`,
      );
      await here.stack.succeed("up");
    });
    afterEach(() => second.close());
    const names = (text: string): readonly string[] =>
      written(text).resources.map(({ name, id }) => (name === id ? name : `${name} = ${id}`));
    /** Warning that the stack manages a group with this key in another account. */
    const namesake =
      /^warning: a stack of --existing has an insight group "shared" that was created at another time\.[^\n]+\n$/;
    const theRest = ["free", "shared-2 = shared", "theirs-2 = theirs"];

    it("are left out if the stack manages them, but not if it only looks them up or they are in another account", async () => {
      await run("stack", "export", "--file", "one.json");
      const text = await listed(["--existing", file("one.json"), "--program", file("others.ts")], "", namesake);
      expect(names(text)).to.deep.equal(theRest);
      await bringIn(text);
      await writeFile(file("index.ts"), `import "./others";\n${await readFile(file("index.ts"), "utf8")}`);
      here.calls();
      await nothingToDo(8); // groups that are only looked up are not counted
      expect(here.calls()).to.deep.equal(["GET theirs 200"]);
    });

    it("are left out by several exports, by standard input, and by an export with secrets, which are not passed on", async () => {
      await run("stack", "export", "--file", "one.json");
      const shown = await run("stack", "export", "--show-secrets");
      expect(shown).to.include("api-second-account");
      await run("stack", "init", "two");
      try {
        await run("stack", "export", "--file", "empty.json");
        const all = await listed(["--existing", file("empty.json")]);
        expect(names(all)).to.deep.equal(["free", "mine", "secret", "shared", "theirs"]);
        const free = written(all).resources.filter(({ id }) => id === "free");
        await bringIn(JSON.stringify({ resources: free }));
        await run("stack", "export", "--file", "two.json");
      } finally {
        await run("stack", "select", "test");
      }
      const text = await listed(["--existing", "-"], shown, namesake);
      expect(names(text)).to.deep.equal(theRest);
      expect(text).not.to.include("api-second-account");
      for (const other of ["-", file("one.json")]) {
        const both = ["--existing", file("two.json"), "--existing", other];
        expect(names(await listed(both, shown, namesake))).to.deep.equal(theRest.slice(1));
      }
    });
  });

  describe("in the import file", () => {
    const group = { ...base, applicationKeys: ["api", "web"], createdAt: 1_600_000_000_000 };
    const { createdAt, ...args } = group;
    let text!: string;
    beforeEach(async () => {
      here.emulator.groups.set("team", group);
      text = await listed();
      await declare("{ protect: true }");
      here.calls();
    });
    const declare = (options: string, before = ""): Promise<void> =>
      writeFile(
        file("index.ts"),
        `import { InsightGroup, Provider } from "pulumi-launchdarkly-insights";
         ${before}
         new InsightGroup("team", ${JSON.stringify(args)}, ${options});`,
      );

    it("are in state as if Pulumi had created them, and protected unless the import says otherwise", async () => {
      const [{ inputs, outputs } = expect.fail()] = written(text).resources;
      expect(outputs).to.include({ createdAt });
      await bringIn(text);
      expect((await here.stack.groups())["team"]).to.deep.include({ id: "team", inputs, outputs, protect: true });
      await nothingToDo(2);
      await here.stack.reset();
      await bringIn(text, "--protect=false");
      expect((await here.stack.groups())["team"]).not.to.have.property("protect");
    });

    it("are corrected by the refresh if the file was edited wrongly", async () => {
      const [resource = expect.fail()] = written(text).resources;
      const wrong = { ...resource.inputs, name: "Mistyped", applicationKeys: ["web", "api", "api"] };
      await bringIn(
        JSON.stringify({
          resources: [{ ...resource, inputs: wrong, outputs: { ...resource.outputs, ...wrong } }],
        }),
      );
      await here.stack.succeed("refresh");
      await nothingToDo(2);
      expect(here.calls()).to.deep.equal(["GET team 200"]);
      const { inputs, outputs } = resource;
      expect((await here.stack.groups())["team"]).to.deep.include({ inputs, outputs });
    });

    it("are removed from the stack by the refresh if they no longer exist", async () => {
      here.emulator.groups.clear();
      await bringIn(text);
      await here.stack.succeed("refresh");
      expect(await here.stack.groups()).to.deep.equal({});
      expect(here.calls()).to.deep.equal(["GET team 404", "GET  200"]);
    });

    it("can be declared with an explicit provider, which the next up only records", async () => {
      await bringIn(text, "--protect=false");
      const { url } = here.emulator;
      await declare(
        "{ provider }",
        `const provider = new Provider("explicit", ${JSON.stringify({ accessToken, apiHost: url })});`,
      );
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ created: 1, unchanged: 2 });
      expect(here.calls()).to.deep.equal([]);
      expect((await here.stack.groups())["team"])
        .to.have.property("provider")
        .that.includes("::explicit::");
      await nothingToDo(3);
    });

    it("cannot be imported by a command that names one, which fails and changes nothing", async () => {
      const type = written(text).resources[0]?.type ?? "";
      const { code, output } = await here.stack.run(["import", type, "team", "team", ...unattended]);
      expect(code).not.to.equal(0);
      expect(output).to.contain(message);
      expect(await here.stack.groups()).to.deep.equal({});
      expect(here.calls()).to.deep.equal([]);
      expect(here.emulator.groups.get("team")).to.deep.equal(group);
    });
  });
});
