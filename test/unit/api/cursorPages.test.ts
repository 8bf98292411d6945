import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import { flagEvent, testedAt } from "../../support/family.js";
import { fails, scriptFaults, serve, type Server } from "../../support/live.js";
import { program } from "../../support/program.js";
import { family } from "../../support/send.js";

const place = { projectKey: "shop", environmentKey: "production" };
const path = `${family}/flag-events`;

interface Page {
  readonly ids: readonly number[];
  readonly next?: unknown;
}

const events = (ids: readonly number[]) =>
  ids.map((id) => ({ ...flagEvent, id: String(id), eventTime: testedAt - id }));
/** Returns the events as they are served without an expansion. */
const served = (ids: readonly number[]) => events(ids).map((each) => ({ ...each, experiments: null }));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("a list that LaunchDarkly serves in pages with a cursor", () => {
  describe("from the emulator", () => {
    let emulator: Emulator;
    beforeEach(async () => {
      emulator = await startEmulator({
        flagEvents: [...events(range(0, 250)), { ...flagEvent, id: "elsewhere", flagKey: "other" }],
        now: () => testedAt,
      });
    });
    afterEach(() => emulator.close());

    for (const nextLinks of ["query", "cursor"] as const) {
      it(`is read up to the limit, with every filter on every page, if links have the ${nextLinks}`, async () => {
        emulator.behaviour.nextLinks = nextLinks;
        const here = await program(emulator);
        for (const [limit, sizes] of [
          [1, [2]],
          [100, [100]],
          [120, [100, 20]],
          [10_000, [100, 100, 100]],
        ] as const) {
          const before = emulator.calls.length;
          const found = await here.ask("getFlagEvents", { ...place, query: "new", limit });
          const expected = range(0, Math.min(limit, 250)).map(String);
          expect((found as readonly { id: string }[]).map(({ id }) => id)).to.deep.equal(expected);
          const queries = emulator.calls.slice(before).map(({ query }) => new URLSearchParams(query));
          expect(queries.map((query) => Number(query.get("limit")))).to.deep.equal(sizes);
          for (const query of queries) expect(query.get("query")).to.equal("new");
        }
      });
    }
  });

  it("is complete if replies are lost between pages", async () => {
    const emulator = await startEmulator({ flagEvents: events(range(0, 250)), now: () => testedAt });
    const here = await program(emulator);
    scriptFaults(emulator, undefined, "resetBefore", "html5xx", undefined, "resetAfter");
    expect(await here.ask("getFlagEvents", { ...place, limit: 250 })).to.have.length(250);
    expect(emulator.calls).to.have.length(6);
    await emulator.close();
  });

  /** Serves these pages in order. */
  const serving = (...pages: readonly Page[]): Promise<Server> => {
    let count = 0;
    return serve((_, response) => {
      const { ids, next } = pages[count++] ?? expect.fail("there are no more pages");
      const _links = next === undefined ? undefined : { next: { href: next } };
      response.writeHead(200).end(JSON.stringify({ totalCount: 99, items: served(ids), _links }));
    });
  };
  const read = async (server: Server, limit = 10) => {
    const found = await (await program(server)).ask("getFlagEvents", { ...place, limit });
    return (found as readonly { id: string }[]).map(({ id }) => Number(id));
  };

  it("has each item once if items move between pages during the read", async () => {
    const server = await serving(
      { ids: [1, 2, 3], next: `${path}?after=3` },
      { ids: [3, 4], next: "?after=4&limit=1" },
      { ids: [5] },
    );
    expect(await read(server)).to.deep.equal([1, 2, 3, 4, 5]);
    await server.close();
  });

  it("has no more items than the limit if a page is longer than requested", async () => {
    const server = await serving({ ids: [1, 2, 3], next: `${path}?after=3` });
    expect(await read(server, 2)).to.deep.equal([1, 2]);
    await server.close();
  });

  it("is read to the end if LaunchDarkly serves the oldest items first", async () => {
    const server = await serving(
      { ids: [5, 4], next: `${path}?after=4` },
      { ids: [3, 2], next: `${path}?after=2` },
      { ids: [1] },
    );
    expect(await read(server, 2)).to.deep.equal([1, 2]);
    await server.close();
  });

  it("ends at a page without items, even if the page has a next link", async () => {
    const server = await serving({ ids: [1], next: `${path}?after=1` }, { ids: [], next: `${path}?after=2` });
    expect(await read(server)).to.deep.equal([1]);
    await server.close();
  });

  it("is read through a link with a full URL on the configured host", async () => {
    let url = "";
    const server = await serve((request, response) => {
      const isFirst = !request.url?.includes("after");
      const _links = isFirst ? { next: { href: `${url}${path}?after=1` } } : null;
      response.writeHead(200).end(JSON.stringify({ items: served([isFirst ? 1 : 2]), _links }));
    });
    ({ url } = server);
    expect(await read(server)).to.deep.equal([1, 2]);
    await server.close();
  });

  it("is read behind a gateway that adds a path, whether or not the links have the path", async () => {
    for (const prefix of ["", "/gateway"]) {
      const server = await serving({ ids: [1], next: `${prefix}${path}?after=1` }, { ids: [2] });
      expect(await read({ ...server, url: `${server.url}/gateway` })).to.deep.equal([1, 2]);
      expect(server.requests.map(({ url }) => url?.split("?")[0])).to.deep.equal(Array(2).fill(`/gateway${path}`));
      await server.close();
    }
  });

  it("is not read through a link to another host, path or kind of paging, and nothing is sent there", async () => {
    for (const next of [
      `https://example.com${path}?after=1`,
      `//example.com${path}?after=1`,
      `${family}/deployments?after=1`,
      `${path}/../insights/groups?after=1`,
      `${path}?offset=1`,
      "http://[",
      "",
    ]) {
      const server = await serving({ ids: [1], next });
      await fails(read(server), "_links.next.href must lead to another page of the same list");
      expect(server.requests, next).to.have.length(1);
      await server.close();
    }
  });

  it("ends in an error if the cursors form a circle", async () => {
    const server = await serving(
      { ids: [1], next: `${path}?after=1` },
      { ids: [2], next: `${path}?after=2` },
      { ids: [3], next: `${path}?after=1` },
    );
    await fails(read(server), "_links.next.href must not lead back to a page that was read");
    await server.close();
  });
});
