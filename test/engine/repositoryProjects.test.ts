import { expect } from "chai";
import { makeEngineTestbed } from "../support/world.js";

const one = (args: object = {}, name = "web", options = "{}"): string =>
  `new RepositoryProject("${name}", ${JSON.stringify({ repositoryKey: "acme/web", projectKey: "shop", ...args })}, ${options});\n`;

describe("the association of a repository with a project, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({ repositories: [{ key: "acme/web", projectKeys: [] }] });
  const stored = (): readonly string[] => here.emulator.repositories.get("acme/web")?.projectKeys ?? [];
  const set = (...projectKeys: readonly string[]): void => {
    here.emulator.repositories.set("acme/web", { key: "acme/web", projectKeys });
  };
  beforeEach(async () => {
    await here.stack.reset();
    set();
    here.calls();
  });

  it("has two arguments and one constant in state", async () => {
    await here.stack.program(one());
    await here.stack.succeed("up");
    const { web } = await here.stack.resources("RepositoryProject");
    const inputs = {
      repositoryKey: "acme/web",
      projectKey: "shop",
      __provider: 'exports.handler=()=>require("pulumi-launchdarkly-insights/provider").repositoryProject',
    };
    expect(web).to.deep.include({ id: "acme/web:shop", inputs, outputs: inputs });
    expect(here.emulator.calls.map(({ method }) => method)).to.deep.equal(["GET", "PUT", "GET"]);
  });

  it("is adopted with one call if it exists, and is not deleted if the resource is renamed", async () => {
    set("shop");
    await here.stack.program(one());
    await here.stack.succeed("up");
    expect(here.calls()).to.have.lengthOf(1);
    await here.stack.program(one({}, "renamed"));
    const { output } = await here.stack.succeed("up");
    expect(output).to.contain("is not deleted").and.to.contain("aliases");
    expect(stored()).to.deep.equal(["shop"]);
  });

  it("is refused for a second resource with the same arguments", async () => {
    await here.stack.program(one() + one({}, "again"));
    const { output } = await here.stack.fail("up");
    expect(output).to.contain("another resource of this program");
  });

  it("is replaced if it changes: created first, then deleted", async () => {
    await here.stack.program(one());
    await here.stack.succeed("up");
    here.calls();
    await here.stack.program(one({ projectKey: "games" }));
    expect((await here.stack.succeed("up")).changes).to.include({ replaced: 1 });
    expect(stored()).to.deep.equal(["games"]);
    expect(here.calls().map((call) => call.split(" ")[0])).to.deep.equal(["GET", "PUT", "GET", "DELETE"]);
  });

  it("can be imported with the option if it exists, but not if it does not", async () => {
    await here.stack.program(one({}, "web", '{ import: "acme/web:shop" }'));
    expect((await here.stack.fail("up")).output).to.contain("remove the option `import`");
    set("shop");
    await here.stack.succeed("up");
    await here.stack.succeed("refresh", "--expect-no-changes");
    await here.stack.program(one({}, "web", '{ import: "acme/web:games" }'));
    expect((await here.stack.fail("preview")).output).to.contain("acme/web:shop");
  });

  it("can be read with get, which fails if it does not exist", async () => {
    await here.stack.program('RepositoryProject.get("web", "acme/web:shop");');
    expect((await here.stack.fail("up")).output).to.contain("does not exist");
    set("shop");
    await here.stack.succeed("up");
    await here.stack.succeed("destroy");
    expect(stored()).to.deep.equal(["shop"]);
  });

  it("is refused in preview with every problem at once", async () => {
    await here.stack.program('new RepositoryProject("web", { repositoryKey: "web", projectkey: "shop" });');
    const { output } = await here.stack.fail("preview");
    for (const fact of ["owner and the name", 'did you mean "projectKey"?', "projectKey", "is missing"]) {
      expect(output).to.contain(fact);
    }
    expect(here.calls()).to.deep.equal([]);
  });

  it("names the closest repository and the GitHub app if LaunchDarkly does not list the repository", async () => {
    await here.stack.program(one({ repositoryKey: "acme/wbe" }));
    const { output } = await here.stack.fail("up");
    for (const fact of ['no repository "acme/wbe"', '"acme/web"', "GitHub app"]) expect(output).to.contain(fact);
    expect(output).not.to.match(/\n\s+at /);
    expect(here.calls()).to.have.lengthOf(1);
  });

  it("names the project to check if LaunchDarkly does not know it", async () => {
    here.emulator.behaviour.projects = { games: ["production"] };
    try {
      await here.stack.program(one());
      expect((await here.stack.fail("up")).output).to.contain('Check that project "shop" exists');
    } finally {
      here.emulator.behaviour.projects = undefined;
    }
  });

  it("stays in state if its repository is no longer listed, and can be destroyed", async () => {
    await here.stack.program(one());
    await here.stack.succeed("up");
    here.emulator.repositories.delete("acme/web");
    expect((await here.stack.fail("refresh")).output).to.contain("GitHub app");
    expect(Object.keys(await here.stack.resources("RepositoryProject"))).to.deep.equal(["web"]);
    await here.stack.succeed("destroy");
  });
});
