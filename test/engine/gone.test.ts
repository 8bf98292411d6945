import { expect } from "chai";
import { serve, type Server } from "../support/live.js";
import { base, group } from "../support/declaredGroup.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

interface Page {
  readonly totalCount: number;
  readonly items: readonly object[];
}

describe("a group that seems to be gone, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  const program = group() + group({ key: "kept" }, "kept", "{ protect: true }");
  const at = (apiHost: string): NodeJS.ProcessEnv => ({ LAUNCHDARKLY_API_HOST: apiHost });

  before(async () => {
    await here.stack.program(program);
    await here.stack.succeed("up");
  });

  /** Expects that neither a refresh nor a destroy removes a resource, and that both report all `facts`. */
  const nothingIsLost = async (apiHost: string, ...facts: readonly string[]): Promise<void> => {
    const before = await here.stack.groups();
    expect(Object.keys(before)).to.have.members(["team", "kept"]);
    for (const args of [
      ["refresh", "--yes", "--skip-preview"],
      ["destroy", "--yes", "--skip-preview", "--exclude-protected"],
    ]) {
      const { code, output } = await here.stack.run(args, at(apiHost));
      expect(code, output).not.to.equal(0);
      for (const fact of facts) expect(output).to.contain(fact);
      expect(output).not.to.match(/\n\s+at /);
      expect(output).not.to.contain(accessToken);
    }
    const after = await here.stack.groups();
    for (const name of ["team", "kept"]) expect(after[name]?.outputs).to.deep.equal(before[name]?.outputs);
    expect([...here.emulator.groups.keys()]).to.have.members(["team", "kept"]);
  };

  it("stays in state if apiHost has a path too many, which LaunchDarkly answers with its own 404", async () => {
    await nothingIsLost(`${here.emulator.url}/api`, "404 not_found", "list of all groups", "launchdarkly:apiHost");
  });

  it("stays in state if another server answers every path with a 404 in the same form", async () => {
    const noRoute = { code: "rest_no_route", message: "No route was found matching the URL and request method" };
    const server: Server = await serve((_, response) => {
      response.writeHead(404, { "Content-Type": "application/json" }).end(JSON.stringify(noRoute));
    });
    try {
      await nothingIsLost(server.url, "404 rest_no_route", "launchdarkly:apiHost");
    } finally {
      await server.close();
    }
  });

  /** Serves the emulator with other responses for the groups in `hidden` and for the list. */
  const behindRole = async (list: (page: Page) => object, hidden: (key: string) => boolean): Promise<Server> =>
    serve((request, response) => {
      const key = /groups\/([^?]+)/.exec(request.url ?? "")?.[1];
      const answer = (status: number, body: object): void => {
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      };
      const groups = [...here.emulator.groups.values()].filter((each) => !hidden(each.key));
      if (key === undefined) {
        answer(200, list({ totalCount: groups.length, items: groups.slice(0, 20) }));
        return;
      }
      const found = groups.find((each) => each.key === key);
      if (found === undefined) {
        answer(404, { code: "not_found", message: "Invalid resource identifier" });
        return;
      }
      answer(200, found);
    });

  it("stays in state if the role of the token hides it, but the list counts it", async () => {
    const server = await behindRole(
      (page) => ({ ...page, totalCount: here.emulator.groups.size }),
      () => true,
    );
    try {
      await nothingIsLost(server.url, "the list of all groups", "role");
    } finally {
      await server.close();
    }
  });

  it("stays in state if the list still shows it", async () => {
    const everything = [...here.emulator.groups.values()];
    const server = await behindRole(
      () => ({ totalCount: everything.length, items: everything }),
      () => true,
    );
    try {
      await nothingIsLost(server.url, "LaunchDarkly returned 404, but its list still shows the group");
    } finally {
      await server.close();
    }
  });

  it("is reported as drift if it was really deleted, even if it was the last group of the account", async () => {
    const others = new Map(here.emulator.groups);
    here.emulator.groups.clear();
    here.calls();
    const { code, output } = await here.stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(code, output).to.equal(7);
    expect(
      here.calls().filter((call) => call === "GET  200"),
      "looks at the list",
    ).to.have.lengthOf(1);
    for (const [key, each] of others) here.emulator.groups.set(key, each);
  });

  describe("and was created again by another user", () => {
    const theirs = { ...base, createdAt: Date.UTC(2020, 0, 2) };
    before(() => here.emulator.groups.set("team", theirs));
    const reported = ["another user", "2020-01-02T00:00:00.000Z", "pulumi state delete"];

    it("is reported by every command that refreshes, and neither adopted nor deleted", async () => {
      const before = await here.stack.groups();
      for (const args of [
        ["refresh"],
        ["refresh", "--preview-only", "--expect-no-changes"],
        ["up", "--refresh", "--run-program", "--continue-on-error"],
        ["destroy", "--refresh", "--exclude-protected", "--continue-on-error"],
        ["destroy", "--refresh", "--exclude-protected", "--run-program", "--continue-on-error"],
      ] as const) {
        const [operation, ...options] = args;
        const { output } = await here.stack.fail(operation, ...options);
        for (const fact of reported) expect(output, args.join(" ")).to.contain(fact);
        expect((await here.stack.groups())["team"]?.outputs, args.join(" ")).to.deep.equal(before["team"]?.outputs);
        expect(here.emulator.groups.get("team"), args.join(" ")).to.equal(theirs);
      }
    });

    it("is reported by the update that changed it", async () => {
      await here.stack.program(group({ name: "Renamed" }) + group({ key: "kept" }, "kept", "{ protect: true }"));
      const { output } = await here.stack.fail("up");
      for (const fact of reported) expect(output).to.contain(fact);
      here.emulator.groups.set("team", theirs);
    });

    it("can be imported as the message says: with state delete, then the option import", async () => {
      const urn = (await here.stack.groups())["team"]?.urn ?? "";
      expect((await here.stack.run(["state", "delete", urn, "--yes"])).code).to.equal(0);
      await here.stack.program(
        group({}, "team", '{ import: "team" }') + group({ key: "kept" }, "kept", "{ protect: true }"),
      );
      await here.stack.succeed("up");
      await here.stack.succeed("refresh", "--preview-only", "--expect-no-changes");
      expect((await here.stack.groups())["team"]?.outputs).to.include({ createdAt: theirs.createdAt });
      expect(here.emulator.groups.get("team")).to.equal(theirs);
    });
  });
});
