import { expect } from "chai";
import type { StoredRepository } from "../../emulator/index.js";
import { makeEngineTestbed } from "../support/world.js";

/** Ten repositories, five of which LaunchDarkly has already associated with a project. */
const repositories = Array.from({ length: 10 }, (_, index): StoredRepository => ({
  key: `acme/repository-${String(index)}`,
  projectKeys: index % 2 === 0 ? ["theirs"] : [],
}));
const projects = Array.from({ length: 10 }, (_, index) => `project-${String(index)}`);

const program = (projectKeys: readonly string[]): string => `
for (const repositoryKey of ${JSON.stringify(repositories.map(({ key }) => key))})
  for (const projectKey of ${JSON.stringify(projectKeys)})
    new RepositoryProject(repositoryKey + "/" + projectKey, { repositoryKey, projectKey });
`;

const one = (args: object = {}, name = "web", options = "{}"): string =>
  `new RepositoryProject("${name}", ${JSON.stringify({ repositoryKey: "acme/web", projectKey: "shop", ...args })}, ${options});\n`;

for (const putMappings of ["add", "replace"] as const) {
  describe(`associations of repositories with projects, if a PUT means ${putMappings}, in the real engine`, function () {
    this.timeout(240_000);
    const here = makeEngineTestbed({ repositories, putMappings, putAnswer: putMappings === "add" ? "all" : "sent" });
    const projectsOf = (key: string): readonly string[] =>
      [...(here.emulator.repositories.get(key)?.projectKeys ?? [])].sort();
    const expectEverywhere = (projectKeys: readonly string[]): void => {
      for (const { key, projectKeys: theirs } of repositories) {
        expect(projectsOf(key), key).to.deep.equal([...projectKeys, ...theirs].sort());
      }
    };

    it("are all created, and those of others stay", async () => {
      await here.stack.program(program(projects));
      const { changes, output } = await here.stack.succeed("up");
      expect(changes).to.deep.equal({ created: 101 });
      expectEverywhere(projects);
      if (putMappings === "replace")
        expect(output).to.contain("has restored them").and.to.contain("acme/repository-0:theirs");
      else expect(output).not.to.contain("warning:");
      expect(Object.keys(await here.stack.resources("RepositoryProject"))).to.have.lengthOf(100);
      here.calls();
    });

    it("take no call if nothing changes, and one for a refresh", async () => {
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 101 });
      expect(here.calls()).to.deep.equal([]);
      await here.stack.succeed("refresh", "--expect-no-changes");
      expect(here.calls()).to.have.lengthOf(1);
    });

    it("are created again by up --refresh if another user removed them, and LaunchDarkly's own are left alone", async () => {
      const { repositories: stored } = here.emulator;
      stored.set("acme/repository-3", { key: "acme/repository-3", projectKeys: ["project-1", "automatic"] });
      const drift = await here.stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
      expect(drift.code, drift.output).to.equal(7);
      await here.stack.succeed("up", "--refresh");
      expect(projectsOf("acme/repository-3")).to.deep.equal(["automatic", ...projects]);
      stored.set("acme/repository-3", { key: "acme/repository-3", projectKeys: projects });
      expectEverywhere(projects);
    });

    it("are all there once after lost replies and other faults", async () => {
      await here.stack.program(program([]));
      await here.stack.succeed("up");
      expectEverywhere([]);
      here.emulator.setFaults({ resetAfter: 0.2, resetBefore: 0.1, notJson: 0.1 });
      await here.stack.program(program(projects));
      await here.stack.succeed("up");
      here.emulator.setFaults(undefined);
      expectEverywhere(projects);
    });

    it("are removed by destroy, except for those of others", async () => {
      await here.stack.succeed("destroy");
      expectEverywhere([]);
    });
  });
}

describe("the association of a repository with a project, in the real engine", function () {
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

  it("is taken over with one call if it exists, and is not deleted if the resource is renamed", async () => {
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

  it("is replaced by a change: created first, then deleted", async () => {
    await here.stack.program(one());
    await here.stack.succeed("up");
    here.calls();
    await here.stack.program(one({ projectKey: "games" }));
    expect((await here.stack.succeed("up")).changes).to.include({ replaced: 1 });
    expect(stored()).to.deep.equal(["games"]);
    expect(here.calls().map((call) => call.split(" ")[0])).to.deep.equal(["GET", "PUT", "GET", "DELETE"]);
  });

  it("can be imported with the option if it exists, and is an error if it does not", async () => {
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
