import { expect } from "chai";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../../emulator/index.js";
import { repositoryProject } from "../../../../provider/provider.js";
import { __provider, answers, connect, fails, impatient, methods, said, scriptFaults } from "../../../support/live.js";

const repositoryKey = "acme/web";
const inputs = { repositoryKey, projectKey: "shop", __provider };
const create = (projectKey = "shop", repository = repositoryKey) =>
  repositoryProject.create({ repositoryKey: repository, projectKey, __provider });

describe("the association of a repository with a project", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  const start = async (options: EmulatorOptions = {}, ...projectKeys: readonly string[]): Promise<void> => {
    emulator = await startEmulator({
      repositories: [{ key: repositoryKey, projectKeys }],
      autoAssociate: false,
      ...options,
    });
    await connect(emulator);
  };
  const stored = (key = repositoryKey): readonly string[] =>
    [...(emulator.repositories.get(key)?.projectKeys ?? [])].sort();
  const bodies = () => emulator.calls.filter(({ method }) => method === "PUT").map(({ body }) => body);

  describe("is created", () => {
    it("with one PUT of this association, between two lists", async () => {
      await start({}, "theirs");
      expect(await create()).to.deep.equal({
        id: "acme/web:shop",
        outs: { repositoryKey, projectKey: "shop" },
      });
      expect(methods(emulator)).to.deep.equal(["GET", "PUT", "GET"]);
      const mappings = ["theirs", "shop"].map((projectKey) => ({ repositoryKey, projectKey }));
      expect(bodies(), "with the others, which it may replace").to.deep.equal([{ mappings }]);
      expect(stored()).to.deep.equal(["shop", "theirs"]);
    });

    it("together with others that arrive during a PUT", async () => {
      await start();
      const keys = Array.from({ length: 50 }, (_, index) => `p${String(index)}`);
      await Promise.all(keys.map((key) => create(key)));
      expect(stored()).to.have.members(keys);
      expect(emulator.calls.length).to.be.at.most(7);
    });

    it("without a PUT or a warning if LaunchDarkly has associated them already", async () => {
      await start({}, "shop");
      expect(await said(() => create())).to.deep.equal([]);
      expect(methods(emulator)).to.deep.equal(["GET"]);
    });

    for (const putAnswer of ["all", "sent"] as const) {
      it(`without loss if a PUT replaces the others and answers ${putAnswer}`, async () => {
        await start({ putMappings: "replace", putAnswer }, "a", "b");
        expect(await said(() => create())).to.deep.equal([]);
        expect(stored()).to.deep.equal(["a", "b", "shop"]);
      });

      it(`without loss if the list is late, and a PUT replaces the others and answers ${putAnswer}`, async () => {
        await start({ putMappings: "replace", putAnswer, repositoryDelay: 1_500 }, "a", "b", "shop");
        await repositoryProject.delete("acme/web:shop", inputs);
        await create("games");
        await create("more");
        expect(stored(), "what is deleted does not come back").to.deep.equal(["a", "b", "games", "more"]);
      });
    }

    it("without loss if the lists after the PUT fail, although the create fails", async () => {
      await start({ putMappings: "replace" }, "a", "b");
      await connect(emulator, impatient);
      emulator.scriptFaults([undefined, undefined, ...Array.from({ length: 400 }, () => "error500Before" as const)]);
      await fails(create(), "outcome is unknown", "it finds the association or creates it");
      expect(stored()).to.deep.equal(["a", "b", "shop"]);
    });

    for (const fault of ["resetAfter", "resetBefore", "error500After", "notJson", "limited", "conflict"] as const) {
      for (const putMappings of ["add", "replace"] as const) {
        it(`after ${fault} if a PUT means ${putMappings}`, async () => {
          await start({ putMappings }, "theirs");
          scriptFaults(emulator, undefined, fault, fault);
          await create();
          expect(stored()).to.deep.equal(["shop", "theirs"]);
        });
      }
    }

    it("with a warning about what another user removes at the same moment", async () => {
      await start({}, "a", "b");
      let lists = 0;
      emulator.onCall(({ method }) => {
        if (method !== "GET" || ++lists < 2) return;
        emulator.repositories.set(repositoryKey, { key: repositoryKey, projectKeys: ["b", "shop"] });
      });
      expect((await said(() => create())).join())
        .to.contain("disappeared")
        .and.to.contain("acme/web:a");
      expect(stored()).to.deep.equal(["b", "shop"]);
      expect(bodies()).to.have.lengthOf(1);
    });

    it("without restoring what this run deletes at the same moment", async () => {
      await start({ putMappings: "replace" }, "a", "b");
      await Promise.all([
        create(),
        repositoryProject.delete("acme/web:a", { repositoryKey, projectKey: "a", __provider }),
      ]);
      expect(stored()).to.deep.equal(["b", "shop"]);
    });
  });

  describe("fails to be created", () => {
    it("before any PUT if LaunchDarkly does not list the repository", async () => {
      await start();
      await fails(create("shop", "acme/wbe"), 'no repository "acme/wbe"', 'closest is "acme/web"', "GitHub app");
      expect(methods(emulator)).to.deep.equal(["GET"]);
    });

    it("without affecting others that arrive with it if only its project is unknown", async () => {
      await start({ projects: { shop: [], games: [] } });
      const [, shop, wrong, games] = await Promise.allSettled([
        create("shop2"),
        create(),
        create("gmaes"),
        create("games"),
      ]);
      expect([shop.status, wrong.status, games.status]).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
      await fails(create("gmaes"), 'Check that project "gmaes" exists', "404");
      expect(stored()).to.deep.equal(["games", "shop"]);
    });

    it("if another resource of the program has the same arguments", async () => {
      await start();
      await create();
      await fails(create(), "another resource of this program");
    });

    it("if the association belongs to another resource in the stack", async () => {
      await start({}, "shop");
      await repositoryProject.check(inputs, inputs);
      await fails(create(), "another resource of this program");
    });

    it("if LaunchDarkly lists fewer repositories than it counts", async () => {
      await start();
      const server = await answers(200, { totalCount: 2, items: [{ key: repositoryKey }] });
      await connect(server);
      await fails(create(), "counts 2 repositories but lists 1", "role");
      expect(server.requests).to.have.lengthOf(1);
      await server.close();
    });

    it("if its list never shows what LaunchDarkly accepted", async () => {
      await start();
      const projects = { totalCount: 1, items: [{ key: "Shop" }] };
      const server = await answers(200, { totalCount: 1, items: [{ key: repositoryKey, projects }] });
      await connect(server, impatient);
      await fails(create(), "its list does not show it", '"Shop"', "spelling");
      await server.close();
    });
  });

  describe("is read", () => {
    it("with one list for any number of associations", async () => {
      const keys = Array.from({ length: 30 }, (_, index) => `p${String(index)}`);
      await start({}, ...keys);
      const read = await Promise.all(
        keys.map((projectKey) =>
          repositoryProject.read(`acme/web:${projectKey}`, { repositoryKey, projectKey, __provider }),
        ),
      );
      expect(read[7]).to.deep.equal({
        id: "acme/web:p7",
        props: { repositoryKey, projectKey: "p7" },
        inputs: { repositoryKey, projectKey: "p7" },
      });
      expect(methods(emulator)).to.deep.equal(["GET"]);
    });

    it("as gone only if the list is whole and has the repository", async () => {
      await start();
      expect(await repositoryProject.read("acme/web:shop", inputs)).to.deep.equal({});
      const other = { ...inputs, repositoryKey: "acme/app" };
      await fails(repositoryProject.read("acme/app:shop", other), 'no repository "acme/app"', "GitHub app");
    });

    it("as an error if LaunchDarkly returns no list of projects for its repository", async () => {
      await start();
      const projects = { totalCount: 1, items: [{ key: "games" }] };
      const server = await answers(200, {
        totalCount: 2,
        items: [
          { key: repositoryKey, projects: null },
          { key: "acme/app", projects },
        ],
      });
      await connect(server);
      await fails(repositoryProject.read("acme/web:shop", inputs), 'the projects of repository "acme/web" are missing');
      await server.close();
    });

    for (const status of [401, 403, 404, 500]) {
      it(`as an error if the list is answered ${String(status)}`, async () => {
        await start();
        const server = await answers(status, { code: status === 404 ? "not_found" : "refused", message: "No" });
        await connect(server, impatient);
        await fails(repositoryProject.read("acme/web:shop", inputs), String(status));
        await server.close();
      });
    }
  });

  describe("is deleted", () => {
    it("with one DELETE, in which the slash is encoded", async () => {
      await start({}, "shop", "theirs");
      await repositoryProject.delete("acme/web:shop", inputs);
      expect(emulator.calls.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
        "DELETE /api/v2/engineering-insights/repositories/acme%2Fweb/projects/shop",
      ]);
      expect(stored()).to.deep.equal(["theirs"]);
    });

    for (const absentAssociation of [404, 204] as const) {
      it(`without an error if it is already gone, and LaunchDarkly answers ${String(absentAssociation)}`, async () => {
        await start({ absentAssociation });
        await repositoryProject.delete("acme/web:shop", inputs);
      });
    }

    it("although its reply was lost and the list still shows it for a while", async () => {
      await start({ repositoryDelay: 1_000 }, "shop");
      scriptFaults(emulator, "resetAfter");
      await repositoryProject.delete("acme/web:shop", inputs);
      expect(stored()).to.deep.equal([]);
    });

    it("but stays in state if every path is answered 404", async () => {
      await start({}, "shop");
      await connect({ url: `${emulator.url}/api` });
      await fails(repositoryProject.delete("acme/web:shop", inputs), "404");
    });
  });

  describe("is checked", () => {
    it("by reporting every problem at once", async () => {
      await start();
      const { failures = [] } = await repositoryProject.check(
        {},
        { repositoryKey: "web", projectkey: "shop", __provider, __import: "x" },
      );
      expect(failures.map(({ property }) => property)).to.deep.equal([
        "projectkey",
        "import",
        "repositoryKey",
        "projectKey",
      ]);
    });

    it("and replaced by every change, the new association first", async () => {
      await start();
      expect(await repositoryProject.diff("acme/web:shop", inputs, inputs)).to.deep.equal({ changes: false });
      expect(await repositoryProject.diff("acme/web:shop", inputs, { ...inputs, projectKey: "games" })).to.deep.equal({
        replaces: ["projectKey"],
        deleteBeforeReplace: false,
      });
    });
  });
});
