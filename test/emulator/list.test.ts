import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { fill, root, send } from "../support/send.js";

interface Collection {
  readonly totalCount: number;
  readonly items: readonly { readonly key: string }[];
  readonly _links: Readonly<Record<string, { readonly href: string; readonly type: string } | undefined>>;
  readonly metadata?: { readonly countByIndicator: Readonly<Record<string, number>> };
}

describe("the emulator's list of groups", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
    await fill(emulator, "Delta", "alpha", "Charlie", "bravo", "alpaca");
  });
  after(() => emulator.close());

  const list = async (query = ""): Promise<Collection> => {
    const { status, body } = await send(emulator, "GET", `/groups${query}`);
    expect(status, query).to.equal(200);
    return body as Collection; // what the assertions below are about
  };
  const keys = async (query: string) => (await list(query)).items.map(({ key }) => key);

  it("is in the order of creation", async () => {
    expect(await keys("")).to.deep.equal(["Delta", "alpha", "Charlie", "bravo", "alpaca"]);
  });

  it("can be sorted by name in both directions", async () => {
    expect(await keys("?sort=name")).to.deep.equal(["Charlie", "Delta", "alpaca", "alpha", "bravo"]);
    expect(await keys("?sort=-name")).to.deep.equal(["bravo", "alpha", "alpaca", "Delta", "Charlie"]);
  });

  it("can be filtered by a part of the name in any case, and counts the matches", async () => {
    const found = await list("?query=AL&limit=1");
    expect(found.totalCount).to.equal(2);
    expect(found.items.map(({ key }) => key)).to.deep.equal(["alpha"]);
    expect((await list("?query=zulu")).totalCount).to.equal(0);
  });

  it("is paged by limit and offset", async () => {
    expect(await keys("?limit=2&offset=2")).to.deep.equal(["Charlie", "bravo"]);
    expect(await keys("?limit=2&offset=4")).to.deep.equal(["alpaca"]);
    expect(await keys("?offset=99")).to.deep.equal([]);
  });

  it("has 20 groups per page by default", async () => {
    const crowded = await startEmulator();
    await fill(crowded, ...Array.from({ length: 21 }, (_, index) => `group-${String(index)}`));
    const { body } = await send(crowded, "GET", "/groups");
    expect(body).to.have.property("items").with.length(20);
    expect(body).to.have.property("totalCount", 21);
    await crowded.close();
  });

  it("links to the adjacent pages, and keeps the other parameters", async () => {
    const { _links } = await list("?limit=2&offset=2&sort=name");
    const page = (offset: number) => ({
      href: `${root}/groups?limit=2&offset=${String(offset)}&sort=name`,
      type: "application/json",
    });
    expect(_links).to.deep.equal({ self: page(2), first: page(0), last: page(4), next: page(4), prev: page(0) });
    expect((await list("?limit=20"))._links).to.have.all.keys("self", "first", "last");
  });

  it("leads to every page by its next links", async () => {
    const walked: string[] = [];
    let next: string | undefined = "/groups?limit=2";
    while (next !== undefined) {
      const { items, _links } = await list(next.slice("/groups".length));
      walked.push(...items.map(({ key }) => key));
      next = _links["next"]?.href.slice(root.length);
    }
    expect(walked).to.deep.equal(["Delta", "alpha", "Charlie", "bravo", "alpaca"]);
  });

  it("expands scores and environment of each group on request, and counts the indicators of all matches", async () => {
    const { items, metadata, ...collection } = await list("?limit=2&expand=scores,environment,metadata");
    for (const item of items) expect(item).to.include.keys("scores", "scoreMetadata", "environment");
    expect(collection).to.have.nested.property("scoreMetadata.period.startTime").that.is.a("number");
    const { total, ...counts } = metadata?.countByIndicator ?? {};
    expect(total).to.equal(5);
    expect(counts).to.have.all.keys("excellent", "good", "fair", "needsAttention", "notCalculated", "unknown");
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).to.equal(5);
  });

  it("shows neither scores nor metadata by default", async () => {
    expect(await list()).to.have.all.keys("totalCount", "items", "_links");
  });

  it("refuses parameters that are out of range, unknown or repeated", async () => {
    for (const query of [
      ...["limit=0", "limit=21", "limit=-1", "limit=1.5", "limit=ten", "limit="],
      ...["offset=-1", "offset=x", "sort=key", "sort=", "sort=name,-name"],
      ...["expand=applications", "expand=", "limit=1&limit=1", "filter=name", "key=alpha"],
    ]) {
      const { status, body } = await send(emulator, "GET", `/groups?${query}`);
      expect(status, query).to.equal(400);
      expect(body, query).to.include({ code: "invalid_request" });
      expect(body, query).to.have.nested.property("errors[0].attribute", query.split("=")[0]);
    }
  });
});
