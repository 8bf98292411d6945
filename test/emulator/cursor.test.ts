import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { flagEvent, pullRequest, testedAt } from "../support/family.js";
import { family, send } from "../support/send.js";

interface Page {
  readonly totalCount: number;
  readonly items: readonly { readonly id: string }[];
  readonly _links: { readonly self: { readonly href: string }; readonly next?: { readonly href: string } };
}

const numbers = Array.from({ length: 45 }, (_, index) => String(index).padStart(2, "0"));

describe("the emulator's pages with a cursor", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({
      flagEvents: numbers.map((id, index) => ({ ...flagEvent, id, eventTime: testedAt - index })),
      pullRequests: numbers.map((id, index) => ({ ...pullRequest, id, mergeTime: testedAt - index })),
      now: () => testedAt,
    });
    for (let index = 0; index < numbers.length; index++) {
      await send(emulator, "POST", `${family}/deployment-events`, {
        ...{ projectKey: "shop", environmentKey: "production", applicationKey: "web", version: String(index) },
        ...{ eventType: "finished", eventTime: testedAt - index },
      });
    }
  });
  beforeEach(() => {
    emulator.behaviour.nextLinks = undefined;
  });
  after(() => emulator.close());

  const get = async (href: string): Promise<Page> => {
    const { status, body } = await send(emulator, "GET", href);
    expect(status, href).to.equal(200);
    return body as Page; // the assertions are about it
  };

  for (const list of ["deployments", "flag-events", "pull-requests"]) {
    const all = `${family}/${list}?projectKey=shop&environmentKey=production`;

    it(`have twenty ${list} by default, and lead to all of them by their next links`, async () => {
      for (const [limit, pages] of [
        ["", [20, 20, 5]],
        ["&limit=15", [15, 15, 15]],
        ["&limit=100", [45]],
      ] as const) {
        const seen: Page[] = [];
        for (let next: string | undefined = all + limit; next !== undefined; next = seen.at(-1)?._links.next?.href) {
          expect(next).to.include("projectKey=shop");
          seen.push(await get(next));
        }
        expect(seen.map(({ items }) => items.length)).to.deep.equal(pages);
        expect(new Set(seen.flatMap(({ items }) => items.map(({ id }) => id)))).to.have.property("size", 45);
        expect(seen.every(({ totalCount }) => totalCount === 45)).to.equal(true);
      }
    });

    it(`can have next links with only the cursor (${list})`, async () => {
      emulator.behaviour.nextLinks = "cursor";
      const { items, _links } = await get(`${all}&limit=10`);
      expect(_links.next?.href).to.equal(`${family}/${list}?after=${items.at(-1)?.id ?? ""}`);
    });

    it(`can end before an item, and refuse a cursor that is no item (${list})`, async () => {
      const { items } = await get(`${all}&limit=30`);
      const before = await get(`${all}&limit=10&before=${items[25]?.id ?? ""}`);
      expect(before.items).to.deep.equal(items.slice(15, 25));
      expect(before._links.next?.href)
        .to.include(`after=${items[24]?.id ?? ""}`)
        .and.not.to.include("before");
      for (const cursor of ["after", "before"]) {
        const { status, body } = await send(emulator, "GET", `${all}&${cursor}=nothing`);
        expect(status).to.equal(400);
        expect(body).to.have.nested.property("errors[0].attribute", cursor);
      }
    });

    it(`refuse a limit out of range and a project that does not exist (${list})`, async () => {
      for (const limit of ["0", "101", "x"]) {
        expect(await send(emulator, "GET", `${all}&limit=${limit}`), limit).to.include({ status: 400 });
      }
      emulator.behaviour.projects = { till: [] };
      expect(await send(emulator, "GET", all)).to.include({ status: 404 });
      emulator.behaviour.projects = undefined;
    });
  }
});

describe("the emulator's flag events", () => {
  const other = { ...flagEvent, id: "other", flagKey: "old", eventTime: testedAt - 1, applicationKeys: ["api"] };
  const all = `${family}/flag-events?projectKey=shop&environmentKey=production`;
  const expected: readonly (readonly [string, readonly string[]])[] = [
    ["", ["other", flagEvent.id]],
    ["&query=new", [flagEvent.id]],
    ["&applicationKey=api", ["other"]],
    ["&impactSize=large", ["other"]],
    ["&hasExperiments=true", [flagEvent.id]],
    ["&hasExperiments=false", ["other"]],
    ["&global=exclude", [flagEvent.id]],
    [`&from=${String(testedAt - 1)}`, ["other"]],
  ];

  it("are filtered, and show their experiments only on request", async () => {
    const emulator = await startEmulator({
      flagEvents: [flagEvent, { ...other, impact: { size: "large", reason: "global" }, experiments: [] }],
      now: () => testedAt,
    });
    for (const [query, ids] of expected) {
      const { body } = await send(emulator, "GET", all + query);
      const { items } = body as Page;
      expect(
        items.map(({ id }) => id),
        query,
      ).to.deep.equal(ids);
      for (const item of items) expect(item).not.to.have.any.keys("experiments", "applicationKeys");
    }
    await emulator.close();
  });
});

describe("the emulator's pull requests", () => {
  it("are filtered, and sorted by the lead time of their deployments in an environment", async () => {
    const open = {
      ...pullRequest,
      id: "open",
      status: "open",
      title: "Draft",
      author: "bob",
      applicationKey: "api",
    } as const;
    const emulator = await startEmulator({ pullRequests: [pullRequest, open], now: () => testedAt });
    const all = `${family}/pull-requests?projectKey=shop`;
    for (const [query, ids] of [
      ["", [pullRequest.id, "open"]],
      ["&status=open", ["open"]],
      ["&query=BOB", ["open"]],
      ["&query=button", [pullRequest.id]],
      ["&applicationKey=api", ["open"]],
      [`&from=${new Date(testedAt).toISOString()}`, []],
    ] as const) {
      const { body } = await send(emulator, "GET", all + query);
      expect(
        (body as Page).items.map(({ id }) => id),
        query,
      ).to.deep.equal(ids);
    }
    expect(await send(emulator, "GET", `${all}&sort=leadTime`)).to.include({ status: 400 });
    await send(emulator, "POST", `${family}/deployment-events`, {
      ...{ projectKey: "shop", environmentKey: "production", applicationKey: "web", version: "a1b2c3d" },
      eventType: "finished",
    });
    for (const [sort, ids] of [
      ["leadTime", ["open", pullRequest.id]],
      ["-leadTime", [pullRequest.id, "open"]],
    ] as const) {
      const { body } = await send(emulator, "GET", `${all}&environmentKey=production&sort=${sort}`);
      expect(
        (body as Page).items.map(({ id }) => id),
        sort,
      ).to.deep.equal(ids);
    }
    await emulator.close();
  });
});
