import { expect } from "chai";
import * as E from "fp-ts/Either";
import ts from "typescript";
import { isIdentity } from "../../provider/model/compareGroups.js";
import { argumentNames } from "../../provider/model/insightGroup.js";
import { readSettings, type Settings } from "../../provider/config/settings.js";
import { blocks, codes, content, section, table } from "../support/markdown.js";

const readme = "README.md";
const manifest = JSON.parse(content("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

describe("the README", () => {
  it("begins with the example that the tests run", () => {
    expect(blocks(readme, "ts")[0]).to.equal(content("examples/insightGroups.ts"));
  });

  it("has the two commands for a clone and, like CONTRIBUTING.md, names only scripts that exist", () => {
    expect(blocks(readme, "sh").join("\n")).to.include("npm ci && npm run demo").and.to.include("npm ci && npm test");
    const text = content(readme) + content("CONTRIBUTING.md");
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = ""]) => script);
    expect(Object.keys(manifest.scripts)).to.include.members([...named, "test"]);
  });

  it("states which versions are needed and tested", () => {
    const { engines, peerDependencies, devDependencies } = manifest;
    const install = section(readme, "## Install").replaceAll(/\s+/g, " ");
    expect(engines.node).to.equal(`>=${/Node ([\d.]+) or newer/.exec(install)?.[1] ?? ""}`);
    expect(peerDependencies["@pulumi/pulumi"]).to.equal(`^${/pulumi` ([\d.]+) or newer/.exec(install)?.[1] ?? ""}.0`);
    expect(install).to.include(`tested with ${devDependencies["pulumi"] ?? ""}`);
    expect(content("scripts/findInstallation.ts")).to.include(
      `"${/CLI ([\d.]+) or newer/.exec(install)?.[1] ?? ""}.0"`,
    );
  });

  describe("in its configuration table", () => {
    const token = { "launchdarkly:accessToken": "api-token" };
    const find = (config: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): Settings => {
      const found = readSettings((name) => config[name], env);
      if (E.isLeft(found)) throw new Error(found.left.problem);
      return found.right;
    };
    const byDefault = find(token, {});
    const { namespace, ...settings } = byDefault;
    const names = Object.keys(settings) as readonly (keyof typeof settings)[]; // it has no other keys
    const inSeconds: readonly (keyof Settings)[] = ["requestTimeout", "deadline", "adoptWithin"];
    const rows = table(readme, "## Configuration").map(([setting, variable, value = ""]) => ({
      setting: codes(setting)[0] ?? "",
      variable: codes(variable)[0] ?? "",
      value: codes(value)[0],
      unit: value.replace(/`.*`/, "").trim(),
    }));

    it("has exactly the existing settings", () => {
      expect(rows.map(({ setting }) => setting)).to.have.members(names);
      expect(section(readme, "## Configuration")).to.include(`have the prefix \`${namespace}:\``);
    });

    for (const name of names) {
      const row = rows.find(({ setting }) => setting === name);

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
        const value = name in sample ? sample[name as keyof typeof sample] : "7"; // checked above
        const given = find(name === "accessToken" ? {} : token, { [row?.variable ?? ""]: value });
        expect(given[name]).not.to.equal(byDefault[name]);
      });
    }

    it("has exactly the settings that an explicit provider accepts", () => {
      const source = ts.createSourceFile("provider.ts", content("provider/sdk/provider.ts"), ts.ScriptTarget.Latest);
      const args = source.statements.find(
        (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === "ProviderArgs",
      );
      const taken = (args as ts.InterfaceDeclaration).members.map(({ name }) => (name as ts.Identifier).text);
      expect(rows.map(({ setting }) => setting)).to.have.members(taken);
    });
  });

  it("lists every argument, and whether a change replaces the group", () => {
    expect(table(readme, "### InsightGroup").map(([name, , change]) => [codes(name)[0], change])).to.deep.equal(
      argumentNames.map((name) => [name, isIdentity(name) ? "replaces" : "updates"]),
    );
  });

  it("is at most 160 lines long", () => {
    expect(content(readme).trimEnd().split("\n")).to.have.lengthOf.at.most(160);
  });
});
