import { setTimeout } from "node:timers/promises";
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

for (const putMappings of ["add", "replace"] as const) {
  describe(`100 associations of repositories with projects, if a PUT means ${putMappings}, in the real engine,`, function () {
    this.timeout(240_000);
    const here = makeEngineTestbed({ repositories, putMappings, putAnswer: putMappings === "add" ? "all" : "sent" });
    const projectsOf = (key: string): readonly string[] =>
      [...(here.emulator.repositories.get(key)?.projectKeys ?? [])].sort();
    const expectEverywhere = (projectKeys: readonly string[]): void => {
      for (const { key, projectKeys: theirs } of repositories) {
        expect(projectsOf(key), key).to.deep.equal([...projectKeys, ...theirs].sort());
      }
    };

    it("are all created, without a change to associations by other users", async () => {
      await here.stack.program(program(projects));
      const { changes, output } = await here.stack.succeed("up");
      expect(changes).to.deep.equal({ created: 101 });
      expectEverywhere(projects);
      expect(output).not.to.contain("warning:");
      expect(Object.keys(await here.stack.resources("RepositoryProject"))).to.have.lengthOf(100);
      here.calls();
    });

    it("need no call for an up without changes, and one call for a refresh", async () => {
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 101 });
      expect(here.calls()).to.deep.equal([]);
      await here.stack.succeed("refresh", "--expect-no-changes");
      expect(here.calls()).to.have.lengthOf(1);
    });

    it("are created again by up --refresh if another user removed them, without a change to LaunchDarkly's own", async () => {
      const { repositories: stored } = here.emulator;
      stored.set("acme/repository-3", { key: "acme/repository-3", projectKeys: ["project-1", "automatic"] });
      const drift = await here.stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
      expect(drift.code, drift.output).to.equal(7);
      await here.stack.succeed("up", "--refresh");
      expect(projectsOf("acme/repository-3")).to.deep.equal(["automatic", ...projects]);
      stored.set("acme/repository-3", { key: "acme/repository-3", projectKeys: projects });
      expectEverywhere(projects);
    });

    it("each exist once after lost replies and other faults", async () => {
      await here.stack.program(program([]));
      await here.stack.succeed("up");
      expectEverywhere([]);
      here.emulator.setFaults({ resetAfter: 0.15, resetBefore: 0.05, notJson: 0.1 });
      await here.stack.program(program(projects));
      await here.stack.succeed("up");
      here.emulator.setFaults(undefined);
      expectEverywhere(projects);
    });

    it("each exist once after the engine was killed, without a change to associations by other users", async () => {
      await here.stack.succeed("destroy");
      here.emulator.behaviour.latency = 50;
      const before = here.emulator.calls.length;
      const { process: pulumi, done } = here.stack.start(["up", "--yes", "--skip-preview"]);
      while (!here.emulator.calls.slice(before).some(({ method }) => method === "PUT")) await setTimeout(10);
      pulumi.kill("SIGKILL");
      await done;
      here.emulator.behaviour.latency = 0;
      await here.stack.restoreTornCheckpoint();
      await here.stack.run(["cancel", "--yes"]);
      await here.stack.succeed("up");
      expectEverywhere(projects);
      expect(Object.keys(await here.stack.resources("RepositoryProject"))).to.have.lengthOf(100);
      await here.stack.succeed("refresh", "--expect-no-changes");
    });

    it("are removed by destroy, without a change to associations by other users", async () => {
      await here.stack.succeed("destroy");
      expectEverywhere([]);
    });
  });
}
