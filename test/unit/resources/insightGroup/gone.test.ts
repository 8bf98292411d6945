import { expect } from "chai";
import type { IncomingMessage } from "node:http";
import { startEmulator, type Emulator } from "../../../../emulator/index.js";
import { insightGroup } from "../../../../provider/provider.js";
import { checkout, shop } from "../../../support/groups.js";
import { __provider, connect, fails, methods, said, serve, type Server } from "../../../support/live.js";

const createdAt = Date.UTC(2026, 0, 2);
const olds = { ...checkout, createdAt, __provider };
const read = (key = "checkout") => insightGroup.read(key, { ...olds, key });

/** Response to a GET of the list, or to every other request. */
type Said = readonly [status: number, body: unknown];
const notFound: Said = [404, { code: "not_found", message: "Invalid resource identifier" }];
const noRoute: Said = [404, { code: "rest_no_route", message: "No route was found matching the URL", data: {} }];
const page = (totalCount: number, items?: readonly object[] | null): Said => [200, { totalCount, items }];

describe("a group that is answered 404", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  const isList = ({ url = "" }: IncomingMessage): boolean => url.includes("/groups?");
  const says = async (list: Said, others: Said = notFound): Promise<Server> => {
    server = await serve((request, response) => {
      const [status, body] = isList(request) ? list : others;
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    });
    await connect(server);
    return server;
  };
  const lists = (): number => server?.requests.filter(isList).length ?? 0;

  describe("is gone if the list works,", () => {
    for (const [what, list] of [
      ["with others in it", page(1, [{ ...shop, createdAt }])],
      ["empty", page(0, [])],
      ["empty, as null", page(0, null)],
      ["empty, without items", page(0)],
      ["with a group that cannot be read", page(1, [{ ...shop, createdAt: "yesterday" }])],
    ] as const) {
      it(`${what}: for one more call`, async () => {
        await says(list);
        expect(await read()).to.deep.equal({});
        await insightGroup.delete("checkout", olds);
        expect([server?.requests.length, lists()], "GET, list, DELETE").to.deep.equal([3, 1]);
      });
    }

    it("which is read once for many groups", async () => {
      await says(page(0, []));
      const keys = Array.from({ length: 30 }, (_, index) => `g${String(index)}`);
      for (const each of await Promise.all(keys.map(read))) expect(each).to.deep.equal({});
      await Promise.all(keys.map((key) => insightGroup.delete(key, { ...olds, key })));
      expect([server?.requests.length, lists()]).to.deep.equal([61, 1]);
    });
  });

  describe("is not gone", () => {
    const keeps = async (...facts: readonly string[]): Promise<void> => {
      await fails(read(), 'Cannot read insight group "checkout"', ...facts);
      await fails(insightGroup.delete("checkout", olds), 'Cannot delete insight group "checkout"', ...facts);
    };

    it("if the list is answered 404 as well, because the address is wrong", async () => {
      await says(notFound);
      await keeps("list of all groups", "404 not_found", "launchdarkly:apiHost", "without a path");
      expect(lists()).to.equal(1);
    });

    it("if another server answers everything with a 404 in this form", async () => {
      await says(noRoute, noRoute);
      await keeps("404 rest_no_route", "launchdarkly:apiHost");
    });

    it("if the list shows fewer groups than it counts, on its last page", async () => {
      const all = Array.from({ length: 25 }, (_, index) => ({ ...shop, key: `g${String(index)}`, createdAt }));
      server = await serve((request, response) => {
        const offset = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("offset"));
        const [status, body] = isList(request) ? page(40, all.slice(offset, offset + 20)) : notFound;
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      });
      await connect(server);
      await keeps("does not confirm", "role");
      expect(lists()).to.equal(2);
    });

    it("if the list still shows the group", async () => {
      await says(page(1, [{ ...shop, key: "checkout", createdAt }]));
      await fails(read(), 'Cannot read insight group "checkout"', "its list still shows the group");
    });

    it("if the list counts fewer groups than were read", async () => {
      server = await serve((request, response) => {
        const { url = "" } = request;
        const found: Said = [200, { ...shop, key: url.split("/").at(-1), createdAt }];
        const [status, body] = isList(request) ? page(0, []) : url.endsWith("checkout") ? notFound : found;
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      });
      await connect(server);
      await read("search");
      await fails(
        read(),
        'Cannot read insight group "checkout"',
        "its list counts fewer groups than LaunchDarkly returned",
      );
    });

    it("if a DELETE is answered 404 although the list shows the group", async () => {
      await says(page(1, [{ ...shop, key: "checkout", createdAt }]));
      await fails(insightGroup.delete("checkout", olds), "Cannot delete", "its list still shows the group");
    });

    it("if only the answer to the group is not LaunchDarkly's", async () => {
      await says(page(0, []), noRoute);
      await keeps("404 rest_no_route", "not LaunchDarkly's response");
      expect(lists()).to.equal(0);
    });

    it("if the token may not list groups", async () => {
      await says([403, { code: "forbidden", message: "Forbidden" }]);
      await keeps("404", "does not confirm", "403 forbidden", "role");
    });

    it("if the list cannot be decoded", async () => {
      await says([200, { items: "none" }]);
      await keeps("404", "does not confirm", "totalCount is missing");
    });

    it("if the list hides groups that it counts, because this may be one of them", async () => {
      await says(page(3, [{ ...shop, createdAt }]));
      await keeps("counts 3 groups", "lists 1", "role", "pulumi state delete");
    });

    it("if one of many pages is answered 404", async () => {
      const group = (_: unknown, index: number) => ({ ...shop, key: `g${String(index)}`, createdAt });
      const twenty = Array.from({ length: 20 }, group);
      server = await serve((request, response) => {
        const isFirst = request.url?.includes("offset=0") === true;
        const [status, body] = isFirst ? page(100, twenty) : notFound;
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      });
      await connect(server);
      const results = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => read(`g${String(index)}`)));
      // The first is read by a GET, whose 404 the page contradicts.
      expect(results.map(({ status }) => status)).to.deep.equal([
        "rejected",
        ...Array<string>(19).fill("fulfilled"),
        ...Array<string>(10).fill("rejected"),
      ]);
    });

    it("if the list is unavailable, until it is available again", async () => {
      let isDown = true;
      server = await serve((request, response) => {
        const [status, body] = isList(request) ? (isDown ? [503, {}] : page(0, [])) : notFound;
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      });
      await connect(server, { deadline: "0.3" });
      await fails(read(), "404", "does not confirm", "503");
      isDown = false;
      await connect(server);
      expect(await read()).to.deep.equal({});
    });
  });
});

describe("a group that another user deleted and created again", () => {
  let emulator: Emulator;
  const put = (at: number): void => {
    emulator.groups.set("checkout", { ...checkout, createdAt: at });
  };
  const later = createdAt + 5_000;
  const facts = [
    "another user",
    "2026-01-02T00:00:00.000Z",
    "2026-01-02T00:00:05.000Z",
    "pulumi state delete",
  ] as const;
  beforeEach(async () => {
    emulator = await startEmulator();
    await connect(emulator);
  });
  afterEach(() => emulator.close());

  it("is not treated as the group in state, and the message says when each was created and what to do", async () => {
    put(later);
    await fails(read(), 'Cannot read insight group "checkout"', ...facts);
  });

  it("is not treated as the group in state if it is on a page of the list", async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `g${String(index)}`);
    for (const key of keys) emulator.groups.set(key, { ...checkout, key, createdAt: key === "g7" ? later : createdAt });
    const results = await Promise.allSettled(keys.map(read));
    expect(emulator.calls.length).to.be.at.most(4);
    expect(keys.filter((_, index) => results[index]?.status === "rejected")).to.deep.equal(["g7"]);
  });

  it("is reported by an update with what it has changed, and is not kept in state", async () => {
    emulator.groups.set("checkout", { ...checkout, projectKey: "store", createdAt: later });
    const warnings = await said(async () => {
      const error = await fails(
        insightGroup.update("checkout", olds, { ...checkout, name: "Till", __provider }),
        'Cannot update insight group "checkout"',
        "LaunchDarkly accepted this update for the new group",
        '[{"op":"replace","path":"/name","value":"Till"}]',
        ...facts,
      );
      expect(error).not.to.have.property("properties");
    });
    expect(warnings, "of a change in the other group").to.deep.equal([]);
    expect(methods(emulator)).to.deep.equal(["PATCH"]);
  });

  it("is not changed by an update whose first patch was refused", async () => {
    put(later);
    emulator.behaviour.rejectPatch = ["/name"];
    const { message } = await fails(
      insightGroup.update("checkout", olds, { ...checkout, name: "Till", __provider }),
      ...facts,
    );
    expect(message).not.to.include("accepted");
    expect(methods(emulator)).to.deep.equal(["PATCH", "GET"]);
  });

  it("is not deleted if a page of the list, read by the same process, shows it", async () => {
    put(later);
    expect(await insightGroup.read("gone", { ...olds, key: "gone" })).to.deep.equal({});
    emulator.calls.length = 0;
    await fails(insightGroup.delete("checkout", olds), 'Cannot delete insight group "checkout"', ...facts);
    expect(emulator.calls).to.deep.equal([]);
    expect([...emulator.groups.keys()]).to.deep.equal(["checkout"]);
  });

  it("is not deleted with the old resource if the program imports it under another name", async () => {
    put(later);
    await insightGroup.read("gone", { ...olds, key: "gone" });
    await insightGroup.create({ ...checkout, __import: "checkout", __provider });
    emulator.calls.length = 0;
    const warnings = await said(() => insightGroup.delete("checkout", olds));
    expect(warnings.join()).to.include('"checkout" is not deleted');
    expect(emulator.calls).to.deep.equal([]);
  });

  it("is the same group if LaunchDarkly rounds the time, by less than a second, or if state has none", async () => {
    const precise = { ...olds, createdAt: createdAt + 999 };
    for (const returned of [createdAt, createdAt + 1, createdAt + 1_000]) {
      put(returned);
      await connect(emulator);
      expect(await insightGroup.read("checkout", precise)).to.include({ id: "checkout" });
    }
    put(createdAt + 1_999);
    await connect(emulator);
    await fails(insightGroup.read("checkout", precise), "another user");
    put(later);
    expect(await insightGroup.read("checkout", { ...checkout, __provider })).to.include({ id: "checkout" });
  });
});
