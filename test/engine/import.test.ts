import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { StoredGroup } from "../../emulator/index.js";
import { world } from "./world.js";

/** A file for `pulumi import`, as the README shows it. */
interface ImportFile {
  readonly resources: readonly [
    {
      readonly type: string;
      readonly name: string;
      readonly id: string;
      readonly inputs: Readonly<Record<string, unknown>>;
      readonly outputs: StoredGroup & Readonly<Record<string, unknown>>;
    },
  ];
}

/** What the engine says where it has no `__provider`; the README's table of errors explains it. */
const message = "code must be a string, not undefined";

const readme = resolve(__dirname, "../../README.md");

describe("an existing group, in the real engine", function () {
  this.timeout(60_000);
  const here = world();
  let recipe!: ImportFile;
  let group!: StoredGroup;
  let args!: object;

  before(async () => {
    const [, json = ""] = /^ *```json\n(.*?)^ *```$/ms.exec(await readFile(readme, "utf8")) ?? [];
    recipe = JSON.parse(json) as ImportFile; // the engine is about to say whether it is one
    const { __provider, ...outputs } = recipe.resources[0].outputs;
    expect(__provider).to.be.a("string");
    group = outputs;
    const { createdAt, ...others } = group;
    expect(createdAt).to.be.a("number");
    args = others;
    await here.stack.program(
      `new InsightGroup("${recipe.resources[0].name}", ${JSON.stringify(args)}, { protect: true });`,
    );
  });

  const bringIn = async (file: ImportFile): Promise<void> => {
    await writeFile(join(here.stack.folder, "groups.json"), JSON.stringify(file));
    const command = ["import", "--file", "groups.json", "--generate-code=false", "--yes"];
    const { code, output } = await here.stack.run(command);
    expect(code, output).to.equal(0);
  };

  beforeEach(async () => {
    here.emulator.groups.set(group.key, group);
    await here.stack.run(["state", "delete", "--all", "--force", "--yes"]);
    here.calls();
  });

  it("is brought in by the file that the README shows: then nothing is to be done, and nothing was but one GET", async () => {
    await bringIn(recipe);
    expect((await here.stack.succeed("preview", "--expect-no-changes")).changes).to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([]);
    await here.stack.succeed("refresh", "--expect-no-changes");
    await here.stack.succeed("up", "--expect-no-changes");
    expect(here.calls()).to.deep.equal([`GET ${group.key} 200`]);
    const [{ name, inputs, outputs }] = recipe.resources;
    expect((await here.stack.groups())[name]).to.deep.include({ id: group.key, inputs, outputs, protect: true });
  });

  it("that was copied wrongly into the file is put right by the refresh", async () => {
    const [resource] = recipe.resources;
    const wrong = { ...resource.inputs, name: "Mistyped", applicationKeys: ["payments", "cart", "cart"] };
    await bringIn({
      resources: [{ ...resource, inputs: wrong, outputs: { ...resource.outputs, ...wrong, createdAt: 1 } }],
    });
    await here.stack.succeed("refresh");
    expect((await here.stack.succeed("preview", "--expect-no-changes")).changes).to.deep.equal({ unchanged: 2 });
    expect(here.calls()).to.deep.equal([`GET ${group.key} 200`]);
    const { inputs, outputs } = resource;
    expect((await here.stack.groups())[resource.name]).to.deep.include({ inputs, outputs });
  });

  it("that does not exist is taken out of the stack again by the refresh", async () => {
    here.emulator.groups.clear();
    await bringIn(recipe);
    await here.stack.succeed("refresh");
    expect(await here.stack.groups()).to.deep.equal({});
    expect(here.calls()).to.deep.equal([`GET ${group.key} 404`]);
  });

  it("is not brought in by a command that names it, nor by the option import: they fail and change nothing", async () => {
    const [{ type, name, id }] = recipe.resources;
    const byCommand = await here.stack.run(["import", type, name, id, "--generate-code=false", "--yes"]);
    expect(byCommand.code).not.to.equal(0);
    expect(byCommand.output).to.contain(message);
    await here.stack.program(`new InsightGroup("${name}", ${JSON.stringify(args)}, { import: "${id}" });`);
    expect((await here.stack.fail("up")).output).to.contain(message);
    expect(here.calls()).to.deep.equal([]);
    expect(here.emulator.groups.get(group.key)).to.deep.equal(group);
  });
});
