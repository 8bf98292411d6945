import { expect } from "chai";
import { chown, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type StoredGroup } from "../../emulator/index.js";
import { scriptFaults, serve } from "../support/live.js";
import { base, group } from "../support/declaredGroup.js";
import { adapters, newStack, type Stack } from "../support/stack.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

for (const adapter of adapters) {
  describe(`the ownership of a group, in the real engine with the ${adapter},`, function () {
    this.timeout(120_000);
    const here = makeEngineTestbed({}, {}, adapter);
    /** Makes the group older than the adoption window, in LaunchDarkly and in state. */
    const age = async (): Promise<void> => {
      here.emulator.groups.set("team", { ...base, createdAt: Date.now() - 3_601_000 });
      await here.stack.reset();
      await here.stack.program(group({}, "team", '{ import: "team" }'));
      await here.stack.succeed("up");
    };
    /** Deletes every group and every resource. */
    const startOver = async (): Promise<void> => {
      here.emulator.groups.clear();
      await here.stack.reset();
      here.calls();
    };
    let restore!: () => Promise<void>;
    let created!: StoredGroup;
    before(async () => {
      await here.stack.program(group());
      await here.stack.succeed("up");
      created = here.emulator.groups.get("team") ?? expect.fail();
      restore = await here.stack.snapshot();
    });
    beforeEach(async () => {
      await startOver();
      here.emulator.groups.set("team", created);
      await restore();
    });

    it("stays with the stack if the resource is renamed: the group is adopted, and its delete under the old name skipped", async () => {
      await here.stack.program(group({}, "renamed"));
      const { output } = await here.stack.succeed("up");
      expect(output).to.contain("warning").and.to.contain("aliases");
      expect(here.calls()).to.deep.equal(["POST team 409", "GET team 200"]);
      expect(here.emulator.groups.has("team")).to.equal(true);
      expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    });

    it("stays in the stack if the renaming run fails elsewhere and the next run deletes the old name", async () => {
      const renamed = (name: string): string => group({ name }, "renamed", '{ replaceOnChanges: ["name"] }');
      here.emulator.groups.set("taken", { ...base, key: "taken", createdAt: 1 });
      await here.stack.program(renamed("Team") + group({ key: "taken" }, "taken"));
      await here.stack.fail("up");
      expect(Object.keys(await here.stack.groups())).to.have.members(["team", "renamed"]);
      here.calls();
      await here.stack.program(renamed("Team"));
      const { output } = await here.stack.succeed("up");
      expect(output).to.contain("is not deleted: it is part of the stack under another name");
      expect(here.calls()).to.deep.equal([]);
      expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
      await here.stack.program(renamed("Ours"));
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["DELETE team 204", "POST team 201"]);
    });

    it("passes to another resource that takes over the key, and nothing is lost, if the replies to the first calls are lost", async () => {
      await here.stack.reset();
      here.emulator.groups.clear();
      const numbered = (...keys: readonly string[]): string =>
        keys.map((key, index) => group({ key, name: key }, `group-${String(index)}`)).join("");
      await here.stack.program(numbered("k1", "k2"));
      await here.stack.succeed("up");
      await here.stack.program(numbered("k0", "k1", "k2"));
      scriptFaults(here.emulator, "resetAfter", "resetAfter", "resetAfter");
      await here.stack.succeed("up");
      expect([...here.emulator.groups.keys()]).to.have.members(["k0", "k1", "k2"]);
      expect((await here.stack.succeed("refresh", "--preview-only", "--expect-no-changes")).changes).to.deep.equal({
        unchanged: 4,
      });
    });

    const failToRename = async (): Promise<void> => {
      here.emulator.groups.set("taken", { ...base, key: "taken", createdAt: 1 });
      await here.stack.program(group({}, "renamed") + group({ key: "taken" }, "taken"));
      await here.stack.fail("up");
      here.calls();
    };
    const otherFirst = `const team = ${group({ key: "other" })}` + group({}, "renamed", "{ dependsOn: team }");
    const otherLast =
      `const renamed = ${group({}, "renamed")}` + group({ key: "other" }, "team", "{ dependsOn: renamed }");

    it("is refused if both names are declared again and one of them gets another group, and nothing is lost", async () => {
      await failToRename();
      for (const both of [otherFirst, otherLast]) {
        await here.stack.program(both);
        const { output } = await here.stack.fail("preview");
        expect(output).to.contain("key").and.to.contain("belongs to two resources in the stack");
      }
      await here.stack.fail("up");
      expect(here.calls()).to.deep.equal([]);
      const { output } = await here.stack.run(["stack", "--show-urns"]);
      const urn = /urn:\S+::team\b/.exec(output)?.[0] ?? expect.fail(output);
      await here.stack.run(["state", "delete", urn, "--yes"]);
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["POST other 201"]);
      expect([...here.emulator.groups.keys()]).to.have.members(["team", "taken", "other"]);
    });

    it("ends, with an error that says how to go on, if there is no preview to refuse that", async () => {
      await failToRename();
      await here.stack.program(otherFirst);
      const { output } = await here.stack.fail("up", "--skip-preview");
      expect(output).to.contain("its group was deleted. Run `pulumi up --refresh` to create it again");
      await here.stack.succeed("up", "--refresh");
      expect([...here.emulator.groups.keys()]).to.have.members(["team", "taken", "other"]);
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 3 });
    });

    it("ends if a destroy, which may run the program, or a targeted one deletes the group", async () => {
      for (const args of [["--run-program"], ["--run-program", "--target", "**::team"], []]) {
        await startOver();
        await here.stack.program(group());
        await here.stack.succeed("up");
        here.calls();
        await here.stack.succeed("destroy", ...args);
        expect(here.calls(), args.join(" ")).to.deep.equal(["DELETE team 204"]);
        expect(here.emulator.groups.size).to.equal(0);
        expect(await here.stack.groups()).to.deep.equal({});
      }
    });

    it("ends if the resource of one of two names is removed from the program and the group is replaced", async () => {
      await here.stack.program(group({ projectKey: "games" }));
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["DELETE team 204", "POST team 201"]);
      await here.stack.program("");
      await here.stack.succeed("up");
      expect(here.calls()).to.deep.equal(["DELETE team 204"]);
    });

    it("needs no call if the renamed resource has an alias", async () => {
      await here.stack.program(group({}, "renamed", '{ aliases: [{ name: "team" }] }'));
      expect((await here.stack.succeed("up")).changes).to.include({ unchanged: 2 });
      expect(here.calls()).to.deep.equal([]);
    });

    it("is refused to a renamed resource if the group is older than the adoption window, and nothing is lost", async () => {
      await age();
      await here.stack.program(group({}, "renamed"));
      const { output } = await here.stack.fail("up");
      expect(output).to.contain("identical to its declaration but not in this stack").and.to.contain("aliases");
      expect(here.emulator.groups.get("team")).to.include(base);
      expect(Object.keys(await here.stack.groups())).to.deep.equal(["team"]);
    });

    for (const [when, fault] of [
      ["", undefined],
      [", however late the reply to the first create comes", "slow"],
    ] as const) {
      it(`goes to one of two resources of a program: the second is refused, and nothing is lost${when}`, async () => {
        await startOver();
        await here.stack.program(group({}, "one") + group({}, "two"));
        scriptFaults(here.emulator, fault);
        expect((await here.stack.fail("up")).output).to.contain("another resource of this program has the same key");
        expect(here.calls()).to.deep.equal(["POST team 201"]);
        expect(here.emulator.groups.size).to.equal(1);
        expect(Object.keys(await here.stack.groups())).to.have.length(1);
      });
    }

    describe("if the renamed resource has an explicit provider of the same account, in another process,", () => {
      const explicit = (options: string): string =>
        `const provider = new Provider("explicit", ${JSON.stringify({ accessToken, apiHost: here.emulator.url })});
       ${options}`;

      it("stays with the stack if the group is adopted: its delete under the old name is skipped", async () => {
        await here.stack.program(explicit(group({}, "renamed", "{ provider }")));
        const { output } = await here.stack.succeed("up");
        expect(output).to.contain('"team" is not deleted').and.to.contain("aliases");
        expect(here.calls()).to.deep.equal(["POST team 409", "GET team 200"]);
        expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
      });

      it("stays with the stack if the group is imported, however old it is: its delete under the old name is skipped", async () => {
        await age();
        here.calls();
        await here.stack.program(explicit(group({}, "renamed", '{ provider, import: "team" }')));
        const { output } = await here.stack.succeed("up");
        expect(output).to.contain('"team" is not deleted').and.to.contain("aliases");
        expect(here.calls()).to.deep.equal(["GET team 200"]);
        expect(Object.keys(await here.stack.groups())).to.deep.equal(["renamed"]);
      });

      it("stays with the stack even if the two providers spell the host differently", async () => {
        const apiHost = here.emulator.url.replace("127.0.0.1", "localhost");
        await here.stack.program(
          `const provider = new Provider("explicit", ${JSON.stringify({ accessToken, apiHost })});
         ${group({}, "renamed", "{ provider }")}`,
        );
        expect((await here.stack.succeed("up")).output).to.contain('"team" is not deleted');
        expect(here.calls()).to.deep.equal(["POST team 409", "GET team 200"]);
      });

      it("stays with the stack if the group was deleted by hand and is created again: a GET precedes the delete, which is skipped", async () => {
        here.emulator.groups.clear();
        await here.stack.program(explicit(group({}, "renamed", "{ provider }")));
        expect((await here.stack.succeed("up")).output).to.contain('"team" is not deleted');
        expect(here.calls()).to.deep.equal(["POST team 201", "GET team 200"]);
        expect(here.emulator.groups.has("team")).to.equal(true);
      });

      it("ends with a delete if the new resource declares a group of the same key in another account", async () => {
        const other = await startEmulator({ token: accessToken });
        try {
          await here.stack.program(
            `const provider = new Provider("explicit", ${JSON.stringify({ accessToken, apiHost: other.url })});
           ${group({}, "renamed", "{ provider }")}`,
          );
          expect((await here.stack.succeed("up")).output).not.to.contain("is not deleted");
          expect(here.calls()).to.deep.equal(["GET team 200", "DELETE team 204"]);
          expect(other.calls.map(({ method }) => method)).to.deep.equal(["POST"]);
          await here.stack.succeed("destroy");
          expect(other.groups.size).to.equal(0);
        } finally {
          await other.close();
        }
      });

      for (const [what, put] of [
        ["a symbolic link", (path: string) => symlink(tmpdir(), path)],
        ["a file", (path: string) => writeFile(path, "")],
        ["a folder of another user", (path: string) => mkdir(path, 0o700).then(() => chown(path, 12_345, 12_345))],
      ] as const) {
        it(`is refused, and not lost, if ${what} stands in place of the folder that the processes share`, async () => {
          const temporary = await mkdtemp(join(tmpdir(), "meet-"));
          await put(join(temporary, `pulumi-launchdarkly-${String(process.getuid?.())}`));
          await here.stack.program(explicit(group({}, "renamed", "{ provider }")));
          const { code, output } = await here.stack.run(["up", "--yes", "--skip-preview"], { TMPDIR: temporary });
          expect(code).not.to.equal(0);
          expect(output).to.contain(temporary).and.to.contain("must be a folder that only this user can access");
          expect(here.calls()).to.deep.equal(["POST team 409", "GET team 200"]);
          here.emulator.groups.clear();
          const again = await here.stack.run(["up", "--yes", "--skip-preview"], { TMPDIR: temporary });
          expect(again.output).to.contain("Cannot delete insight group");
          expect(here.calls()).to.deep.equal(["POST team 201"]);
          await rm(temporary, { recursive: true });
        });
      }

      it("goes to only one of two resources that import the group", async () => {
        await here.stack.reset();
        const options = ['{ import: "team" }', '{ provider, import: "team" }'];
        await here.stack.program(explicit(options.map((each, index) => group({}, `r${String(index)}`, each)).join("")));
        expect((await here.stack.fail("up")).output).to.contain("another resource of this program has the same key");
        expect(Object.keys(await here.stack.groups())).to.have.length(1);
      });
    });

    for (const [when, variables, old] of [
      ["once the adoption window is over", {}, true],
      ["with adoption turned off", { LAUNCHDARKLY_ADOPT_WITHIN: "0" }, false],
    ] as const) {
      it(`is refused to a second stack of the same program ${when}`, async () => {
        const connection = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: here.emulator.url };
        const second = await newStack({ ...connection, ...variables }, adapter);
        try {
          if (old) await age();
          await second.program(group());
          expect((await second.fail("up")).output)
            .to.contain("identical to its declaration but not in this stack")
            .and.to.contain("import");
          await second.succeed("destroy");
          expect(here.emulator.groups.has("team")).to.equal(true);
        } finally {
          await second.remove();
        }
      });
    }

    it("passes to a second stack within the adoption window, with a warning", async () => {
      const second = await newStack(
        { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: here.emulator.url },
        adapter,
      );
      try {
        await second.program(group());
        expect((await second.succeed("up")).output)
          .to.contain('Insight group "team" already exists exactly as declared')
          .and.to.contain("destroy");
      } finally {
        await second.remove();
      }
    });

    describe("if the POST of another stack is answered 503 and not acted on,", () => {
      const put = (createdAt: number): void => {
        here.emulator.groups.set("team", { ...base, createdAt });
      };
      const second = async (variables: NodeJS.ProcessEnv, use: (stack: Stack) => Promise<void>): Promise<void> => {
        const connection = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: here.emulator.url };
        const stack = await newStack({ ...connection, ...variables }, adapter);
        try {
          await stack.program(group());
          await use(stack);
        } finally {
          await stack.remove();
        }
      };

      it("is refused to that stack with adoption off, although the group is less than a minute old", () =>
        second({ LAUNCHDARKLY_ADOPT_WITHIN: "0" }, async (stack) => {
          put(Date.now() - 50_000);
          scriptFaults(here.emulator, "html5xx");
          expect((await stack.fail("up")).output).to.contain("identical to its declaration but not in this stack");
          expect(here.calls().slice(1)).to.deep.equal(["GET team 200"]);
          await stack.succeed("destroy");
          expect(here.emulator.groups.has("team")).to.equal(true);
        }));

      it("passes to that stack within the adoption window, with the warning about other stacks", () =>
        second({}, async (stack) => {
          put(Date.now() - 55 * 60_000);
          scriptFaults(here.emulator, "html5xx");
          const { output } = await stack.succeed("up");
          expect(output).to.contain("If it belongs to another stack").and.to.contain("pulumi state delete");
          expect(output).not.to.contain("the reply to its creation was lost");
        }));

      it("is refused if a proxy removes the Date of all replies, so that the age of the group is unknown", async () => {
        const server = await serve(({ method }, response) => {
          response.sendDate = false;
          response.statusCode = method === "POST" ? 503 : 200;
          const old = { ...base, createdAt: Date.now() - 3 * 365 * 86_400_000 };
          response.end(JSON.stringify(method === "POST" ? { code: "unavailable", message: "Unavailable" } : old));
        });
        await second({ LAUNCHDARKLY_API_HOST: server.url }, async (stack) => {
          expect((await stack.fail("up")).output).to.contain("identical to its declaration but not in this stack");
          expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET"]);
          expect(await stack.groups()).to.deep.equal({});
        });
        await server.close();
      });
    });

    describe("if LaunchDarkly stores keys in lower case,", () => {
      beforeEach(async () => {
        await startOver();
        here.emulator.behaviour.normalizeKeys = "lower";
        await here.stack.program(group({ key: "Team" }));
      });
      afterEach(() => {
        here.emulator.behaviour.normalizeKeys = undefined;
      });

      it("is kept under the stored spelling if the reply to the create is lost, and the message says what to write", async () => {
        scriptFaults(here.emulator, "resetAfter");
        const { output } = await here.stack.fail("up");
        expect(output).to.contain('key "team", not "Team"').and.to.contain("Write key as LaunchDarkly returns it");
        expect(here.calls().slice(1)).to.deep.equal(["GET Team 404", "POST Team 409", "GET Team 404", "GET team 200"]);
        expect((await here.stack.groups())["team"]).to.have.property("id", "team");
        await here.stack.program(group());
        await here.stack.succeed("up");
        expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
        expect([...here.emulator.groups.keys()]).to.deep.equal(["team"]);
      });

      it("is refused under the stored spelling if the group is older than the adoption window, and the message names it", async () => {
        here.emulator.groups.set("team", { ...base, createdAt: Date.now() - 2 * 3_600_000 });
        const { output } = await here.stack.fail("up");
        expect(output).to.contain('"team"').and.to.contain("except for upper and lower case").and.to.contain("import");
        expect(output).not.to.contain("at the same time");
        expect(here.emulator.groups.size).to.equal(1);
        expect(await here.stack.groups()).to.deep.equal({});
      });
    });
  });
}
