import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import * as E from "fp-ts/Either";
import ts from "typescript";
import { isIdentity } from "../provider/diff.js";
import { argumentNames } from "../provider/model.js";
import { settings, type Settings } from "../provider/settings.js";
import { command, ended } from "./cli/command.js";

const repository = resolve(__dirname, "..");
const content = (path: string): string => readFileSync(join(repository, path), "utf8");
const readme = content("README.md");
const manifest = JSON.parse(content("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** The texts of the fenced blocks of a language, without the indentation of a list. */
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\`$`, "gms"))].map(([, indent = "", text = ""]) =>
    text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );

/** From a heading to the next one of the same level or a higher one. */
const section = (heading: string): string => {
  const level = heading.lastIndexOf("#") + 1;
  const [, rest] = readme.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`there is no heading ${heading}`);
  return rest.split(new RegExp(`^#{1,${String(level)}} `, "m"))[0] ?? "";
};

/** The cells of the first table of a section, without its head. */
const table = (heading: string): readonly (readonly string[])[] => {
  const lines = section(heading).split("\n");
  const head = lines.findIndex((line) => line.startsWith("|"));
  const end = lines.findIndex((line, index) => index > head && !line.startsWith("|"));
  return lines.slice(head + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

/** What a cell shows as code. */
const codes = (cell = ""): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

describe("the README", () => {
  it("begins with the example that the tests run", () => {
    expect(blocks("ts")[0]).to.equal(content("examples/insightGroups.ts"));
  });

  it("has the two commands for a clone, and names only scripts that there are", () => {
    expect(blocks("sh").join("\n")).to.include("npm ci && npm run demo").and.to.include("npm ci && npm test");
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script = ""]) => script);
    expect(Object.keys(manifest.scripts)).to.include.members([...named, "test"]);
  });

  it("says which versions are needed and tested", () => {
    const { engines, peerDependencies, devDependencies } = manifest;
    const install = section("## Install").replaceAll(/\s+/g, " ");
    expect(engines.node).to.equal(`>=${/Node ([\d.]+) or newer/.exec(install)?.[1] ?? ""}`);
    expect(peerDependencies["@pulumi/pulumi"]).to.equal(`^${/pulumi` ([\d.]+) or newer/.exec(install)?.[1] ?? ""}.0`);
    expect(install).to.include(`tested with ${devDependencies["pulumi"] ?? ""}`);
    expect(content("tools/onPath.ts")).to.include(`"${/CLI ([\d.]+) or newer/.exec(install)?.[1] ?? ""}.0"`);
  });

  describe("in its table of the configuration", () => {
    const token = { "launchdarkly:accessToken": "api-token" };
    const find = (config: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Settings => {
      const found = settings((name) => config[name], env);
      if (E.isLeft(found)) throw new Error(found.left.problem);
      return found.right;
    };
    const byDefault = find(token, {});
    const names = Object.keys(byDefault) as readonly (keyof Settings)[]; // it has no other keys
    const inSeconds: readonly (keyof Settings)[] = ["requestTimeout", "deadline", "adoptWithin"];
    const rows = table("## Configuration").map(([config, variable, value, unit]) => ({
      config: codes(config)[0] ?? "",
      variable: codes(variable)[0] ?? "",
      value: codes(value)[0],
      unit,
    }));

    it("has exactly the settings that there are", () => {
      expect(rows.map(({ config }) => config)).to.have.members(names.map((name) => `launchdarkly:${name}`));
    });

    for (const name of names) {
      const row = rows.find(({ config }) => config === `launchdarkly:${name}`);

      it(`has the default and the unit of ${name}`, () => {
        if (name === "accessToken") {
          expect(row?.value).to.equal(undefined);
          return;
        }
        const isSeconds = inSeconds.includes(name);
        expect(row?.value).to.equal(String(isSeconds ? Number(byDefault[name]) / 1_000 : byDefault[name]));
        expect(row?.unit).to.equal(isSeconds ? "seconds" : name === "maxConcurrency" ? "requests" : "");
      });

      it(`has the environment variable that sets ${name}`, () => {
        const sample = { accessToken: "api-other", apiHost: "https://other.example", debug: "true" };
        const value = name in sample ? sample[name as keyof typeof sample] : "7"; // it has just been looked for
        const given = find(name === "accessToken" ? {} : token, { [row?.variable ?? ""]: value });
        expect(given[name]).not.to.equal(byDefault[name]);
      });
    }

    it("has every setting of an explicit provider, which has them all", () => {
      const source = ts.createSourceFile("explicit.ts", content("provider/explicit.ts"), ts.ScriptTarget.Latest);
      const args = source.statements.find(
        (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === "ProviderArgs",
      );
      const taken = (args as ts.InterfaceDeclaration).members.map(({ name }) => (name as ts.Identifier).text);
      expect(rows.map(({ config }) => config)).to.have.members(taken.map((name) => `launchdarkly:${name}`));
    });
  });

  it("has every argument, with what replaces", () => {
    expect(table("## Arguments and outputs").map(([name, , change]) => [codes(name)[0], change])).to.deep.equal(
      argumentNames.map((name) => [name, isIdentity(name) ? "replaces" : "updates"]),
    );
  });

  it("names the emulator's flags, and no others", async () => {
    const flags = (text: string): readonly string[] => [...new Set(text.match(/--[a-z][a-z-]*/g))].sort();
    const { stdout } = await ended(command("emulator", "--help"));
    expect(flags(section("### Test without an account"))).to.deep.equal(flags(stdout));
    for (const [, line = ""] of readme.matchAll(/npx pulumi-launchdarkly-insights ([^`\n]*)/g)) {
      expect(line).to.match(/^emulator\b/);
      expect(flags(stdout)).to.include.members([...flags(line)]);
    }
  });

  it("quotes messages that the provider can give", () => {
    const provider = readdirSync(join(repository, "provider")).map((file) => content(`provider/${file}`));
    const notOurs = [
      "Cannot find module 'pulumi-launchdarkly-insights/provider'",
      "code must be a string, not undefined",
      "the stack is currently locked",
    ];
    const quoted = table("## Errors").flatMap(([message]) => codes(message));
    expect(quoted).to.include.members(notOurs);
    for (const message of quoted.filter((each) => !notOurs.includes(each))) {
      for (const part of message.replace(/ \d{3}$/, "").split("…")) expect(provider.join("\n")).to.include(part);
    }
  });

  it("has no relative link and no anchor that leads nowhere", () => {
    const slug = (heading: string): string =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-");
    const anchors = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => slug(heading));
    const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    expect(targets).not.to.deep.equal([]);
    for (const target of targets.filter((each) => !/^https?:/.test(each))) {
      if (target.startsWith("#")) expect(anchors).to.include(target.slice(1));
      else expect(existsSync(join(repository, target)), target).to.equal(true);
    }
  });

  it("has a place for the measured figures", () => {
    expect(section("## Reliability")).to.match(/^<!-- faults:begin -->\n[^]*^<!-- faults:end -->\n/m);
  });

  it("has TypeScript that compiles against the built package", function () {
    this.timeout(60_000);
    const programs = new Map(
      blocks("ts").map((text, index) => [join(repository, `examples/readme${String(index)}.ts`), text]),
    );
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
