import { expect } from "chai";
import fc from "fast-check";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import { random as seeded } from "../../../emulator/random.js";
import type { ResourceContext } from "../../../provider/resources/resourceContext.js";
import { listAllGroups, type GroupFilter } from "../../../provider/api/listAllGroups.js";
import type { InsightGroup } from "../../../provider/model/insightGroup.js";
import type { OnProgress } from "../../../provider/api/groupListSnapshot.js";
import { shop } from "../../support/groups.js";
import { answers, fails, said, serve, type Server } from "../../support/live.js";
import { program, type Program } from "../../support/program.js";
import { group, json, outcome, refusal, makeTestbed, type Testbed } from "../../support/testbed.js";
import { simulatedClock, type SimulatedClock } from "../../support/simulatedClock.js";

const keyOf = (index: number): string => `g${String(index).padStart(3, "0")}`;
const keysTo = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => keyOf(index));

const identity = ({ key, createdAt }: { readonly key: string; readonly createdAt: number }): string =>
  `${key} of ${String(createdAt)}`;

/** A change of the account just before a page is served. */
interface Change {
  /** Number of the page. */
  readonly page: number;
  readonly kind: "come" | "go" | "come anew";
  /** Position in the list, at least 0 and less than 1. */
  readonly place: number;
}

const changes = (most: number): fc.Arbitrary<readonly Change[]> =>
  fc.array(
    fc.record({
      page: fc.nat(12),
      kind: fc.constantFrom("come", "go", "come anew"),
      place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    }),
    { maxLength: most },
  );

describe("a list of groups", () => {
  let clock: SimulatedClock;
  beforeEach(() => {
    clock = simulatedClock();
  });

  const list = async (
    here: Testbed,
    filter: GroupFilter = {},
    onPage?: OnProgress,
    env: Partial<ResourceContext> = {},
  ) => clock.run(outcome(listAllGroups(filter, onPage)({ ...here.env(), ...env })));

  describe("if groups are created and deleted between its pages", () => {
    /** Lists an account while these changes happen, and compares the list with the groups that existed. */
    const listed = async (total: number, happens: (page: number) => readonly Omit<Change, "page">[], seed: number) => {
      clock = simulatedClock(seed);
      const warnings: string[] = [];
      const began = clock.now();
      const chance = seeded(seed);
      let news = 0;
      let asked = 0;
      const everThere = new Set<string>();
      const alwaysThere = new Set(keysTo(total));
      const change = (kind: Change["kind"], place: number): void => {
        const { account } = here;
        const at = Math.floor(place * account.groups.length);
        const gone = account.groups[at];
        if (kind !== "come" && gone !== undefined) {
          account.groups = account.groups.toSpliced(at, 1);
          alwaysThere.delete(gone.key);
        }
        if (kind === "go") return;
        const key = kind === "come anew" && gone !== undefined ? gone.key : `new${String(news)}`;
        const made = { ...group(key), createdAt: 2 + news++ };
        everThere.add(identity(made));
        const to = kind === "come" ? place : chance();
        account.groups = account.groups.toSpliced(Math.floor(to * (account.groups.length + 1)), 0, made);
      };
      const here: Testbed = makeTestbed(clock, {
        groups: keysTo(total).map((key) => group(key)),
        latency: () => chance() * 50,
        instead: (_, answer) => {
          const page = asked++;
          for (const { kind, place } of happens(page)) change(kind, place);
          return answer();
        },
      });
      for (const each of keysTo(total)) everThere.add(identity({ key: each, createdAt: 1 }));
      const found = await list(here, {}, undefined, { warn: (message) => void warnings.push(message) });
      const effort = { calls: here.account.calls.length, ms: clock.now() - began, warnings };
      if (!Array.isArray(found)) return { found: undefined, error: found, ...effort };
      const groups = found as readonly InsightGroup[];
      const keys = groups.map(({ key }) => key);
      expect(keys, "sorted, each once").to.deep.equal([...new Set(keys)].sort());
      for (const key of alwaysThere) expect(keys, "of those that were there all the time").to.include(key);
      expect([...everThere], "each of them was there").to.include.members(groups.map(identity));
      return { found: groups, error: undefined, ...effort };
    };

    const at =
      (happens: readonly Change[]) =>
      (page: number): readonly Change[] =>
        happens.filter((one) => one.page === page);

    /** Two passes see the same pages, although a group is created before the second page and deleted before the first. */
    const toAndFro = [
      { page: 0, kind: "go", place: 0 },
      { page: 1, kind: "go", place: 0 },
      { page: 4, kind: "come", place: 0 },
      { page: 5, kind: "go", place: 0 },
      { page: 6, kind: "come", place: 0 },
    ] as const;

    it("never lacks a group that existed all the time, and never has a group twice", async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(120), changes(12), fc.integer(), async (total, happens, seed) => {
          const { found, error } = await listed(total, at(happens), seed);
          expect(error, "there is an end to it").to.equal(undefined);
          expect(found).to.be.an("array");
        }),
        { numRuns: 1_000, examples: [[41, toAndFro, 0]] },
      );
    }).timeout(60_000);

    it("has all groups, with a warning, if others are created before each page until the deadline", async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 20, max: 120 }), fc.nat(9), fc.integer(), async (total, tenth, seed) => {
          const come = { kind: "come", place: tenth / 10 } as const;
          const { found, warnings, ms } = await listed(total, () => [come], seed);
          expect(found).to.be.an("array").of.length.at.least(total);
          expect(warnings).to.have.length(1);
          expect(warnings[0]).to.match(/^Insight groups were created, renamed or deleted each time the list was read/);
          expect(ms).to.be.within(100_000, 125_000);
        }),
        { numRuns: 15 },
      );
    }).timeout(60_000);

    it("is read again if one group is deleted and another created, so that their number stays the same", async () => {
      for (const place of [0, 0.3]) {
        const happens = [
          { page: 1, kind: "go", place },
          { page: 1, kind: "come", place: 0.99 },
        ] as const;
        const { calls } = await listed(45, at(happens), 5);
        expect(calls).to.equal(6);
      }
    });

    it("is an error if its pages do not overlap before the deadline", async () => {
      const go = { kind: "go", place: 0 } as const;
      const come = { kind: "come", place: 0.99 } as const;
      const { error, ms } = await listed(
        42,
        () => [...Array<typeof go>(20).fill(go), ...Array<typeof come>(20).fill(come)],
        1,
      );
      expect(error).to.have.property("_tag", "ListUnstable");
      expect(ms).to.be.within(100_000, 125_000);
    });
  });

  describe("from a server that counts more groups than it lists", () => {
    const hiding = (total: number, hidden: readonly number[]): Testbed => {
      const groups = keysTo(total).map((key) => group(key));
      return makeTestbed(clock, {
        groups: [],
        instead: (call) => {
          const offset = Number(call.split(" ")[1]);
          const items = groups.slice(offset, offset + 20).filter((_, index) => !hidden.includes(offset + index));
          return json(200, { totalCount: total, items });
        },
      });
    };

    for (const [which, hidden] of [
      ["the last ones", [43, 44]],
      ["the first one of a page", [19]],
      ["a whole page", Array.from({ length: 20 }, (_, index) => 19 + index)],
      ["all", Array.from({ length: 45 }, (_, index) => index)],
    ] as const) {
      it(`contains what the server lists if that was the same twice, with one warning: ${which} hidden`, async () => {
        const warnings: string[] = [];
        const here = hiding(45, hidden);
        const env = { warn: (message: string): void => void warnings.push(message) };
        const found = await list(here, {}, undefined, env);
        expect(found)
          .to.be.an("array")
          .of.length(45 - new Set(hidden).size);
        expect(warnings).to.have.length(1);
        expect(warnings[0])
          .to.include("counts 45")
          .and.to.include(`lists ${String(45 - hidden.length)}`);
        expect(here.account.calls).to.have.length(6);
      });
    }
  });

  it("fetches all pages after the first concurrently", async () => {
    const here = makeTestbed(clock, { groups: keysTo(400).map((key) => group(key)), maxConcurrency: 24 });
    const began = clock.now();
    expect(await list(here)).to.have.length(400);
    expect(clock.now() - began).to.be.closeTo(2 * 40, 1);
  });

  it("reports progress after each page", async () => {
    const told: string[] = [];
    const here = makeTestbed(clock, { groups: keysTo(45).map((key) => group(key)) });
    await list(here, {}, (done, pages) => void told.push(`${String(done)}/${String(pages)}`));
    expect(told).to.deep.equal(["1/3", "2/3", "3/3"]);
  });

  it("is an error if one of its pages is an error", async () => {
    const groups = keysTo(45).map((key) => group(key));
    for (const bad of ["GET 0", "GET 19", "GET 38"]) {
      clock = simulatedClock();
      const here = makeTestbed(clock, { groups, instead: (call, answer) => (call === bad ? refusal(403) : answer()) });
      expect(await list(here), bad).to.deep.include({ _tag: "ApiErrorResponse", status: 403 });
    }
  });

  it("gives each page its own deadline", async () => {
    const groups = keysTo(2_000).map((key) => group(key));
    const here = makeTestbed(clock, { groups, latency: () => 1_000, maxConcurrency: 1 });
    expect(await list(here)).to.have.length(2_000);
    expect(clock.now(), "longer than one deadline").to.be.greaterThan(120_000);
  });
});

describe("getInsightGroups", () => {
  let emulator: Emulator;
  let here: Program;
  beforeEach(async () => {
    emulator = await startEmulator();
    here = await program(emulator);
  });
  afterEach(() => emulator.close());

  const put = (...groups: readonly object[]): void => {
    groups.forEach((given, index) => {
      const each = { ...shop, key: keyOf(index), createdAt: index, ...given };
      emulator.groups.set(each.key, each);
    });
  };
  const keys = async (args: object): Promise<readonly string[]> =>
    ((await here.groups(args)) as readonly { readonly key: string }[]).map(({ key }) => key);

  for (const [total, offsets] of [
    [0, [0]],
    [1, [0]],
    [20, [0]],
    [21, [0, 19]],
    [39, [0, 19]],
    [40, [0, 19, 38]],
    [45, [0, 19, 38]],
  ] as const) {
    it(`lists ${String(total)} groups with the offsets ${offsets.join(", ")}`, async () => {
      // The last ones are created first.
      for (const key of [...keysTo(total)].reverse()) emulator.groups.set(key, { ...shop, key, createdAt: 1 });
      expect(await keys({})).to.deep.equal(keysTo(total));
      const queries = emulator.calls.map(
        ({ method, path, query }) => `${method} ${path.split("/").at(-1) ?? ""}?${query}`,
      );
      expect(queries).to.have.members(offsets.map((offset) => `GET groups?limit=20&offset=${String(offset)}`));
    });
  }

  it("returns groups with the properties of the resource, none of which is undefined", async () => {
    put({ applicationKeys: ["web", "mobile", "web"] }, { applicationKeys: null, owner: "somebody" });
    expect(await here.groups()).to.deep.equal([
      { ...shop, key: "g000", applicationKeys: ["mobile", "web"], createdAt: 0 },
      { ...shop, key: "g001", createdAt: 1 },
    ]);
  });

  it("also returns a group with a key that no program could declare", async () => {
    emulator.groups.set("a b", { ...shop, key: "a b", createdAt: 1 });
    expect(await keys({})).to.deep.equal(["a b"]);
  });

  it("sends the query percent-encoded, and no query if it is empty, null or undefined", async () => {
    const query = "R&D + 50% #1/日本?limit=1";
    put({ name: `the ${query} team` }, { name: "another" });
    expect(await keys({ query })).to.deep.equal(["g000"]);
    expect(emulator.calls[0]?.query).to.equal(`limit=20&offset=0&query=${encodeURIComponent(query)}`);
    for (const none of ["", null, undefined]) expect(await keys({ query: none })).to.have.length(2);
    for (const { query: sent } of emulator.calls.slice(1)) expect(sent).to.equal("limit=20&offset=0");
  });

  it("returns only the groups of a project, of an environment, or of both", async () => {
    put(
      {},
      { projectKey: "games" },
      { environmentKey: "test" },
      { projectKey: "games", environmentKey: "test" },
      { projectKey: "Shop" },
    );
    expect(await keys({ projectKey: "games" })).to.deep.equal(["g001", "g003"]);
    expect(await keys({ environmentKey: "test" })).to.deep.equal(["g002", "g003"]);
    expect(await keys({ projectKey: "games", environmentKey: "test" })).to.deep.equal(["g003"]);
    expect(await keys({ projectKey: "nowhere" })).to.deep.equal([]);
    expect(await keys({ query: "shop", projectKey: "shop" })).to.deep.equal(["g000", "g002"]);
  });

  describe("from a server that also counts groups that it does not list", () => {
    let server: Server;
    beforeEach(async () => {
      const visible = keysTo(40).map((key) => ({ ...shop, key, createdAt: 1 }));
      server = await serve(({ url = "" }, response) => {
        const query = new URL(url, "http://localhost").searchParams;
        const matching = query.has("query") ? visible.slice(0, 3) : visible;
        const offset = Number(query.get("offset"));
        response.writeHead(200).end(JSON.stringify({ totalCount: 45, items: matching.slice(offset, offset + 20) }));
      });
      here = await program(server);
    });
    afterEach(() => server.close());

    it("returns what the server lists, and warns once on standard error", async () => {
      const warnings = await said(async () => {
        expect(await keys({})).to.deep.equal(keysTo(40));
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(
        /^launchdarkly: warning: LaunchDarkly counts 45 insight groups, but lists 40 of them/,
      );
      expect(server.requests).to.have.length(6);
    });

    it("does not warn if there is a query, which the count may ignore", async () => {
      const warnings = await said(async () => {
        expect(await keys({ query: "shop" })).to.deep.equal(keysTo(3));
      });
      expect(warnings).to.deep.equal([]);
    });
  });

  it("treats null as an empty list", async () => {
    const server = await answers(200, { totalCount: 0, items: null });
    here = await program(server);
    expect(await here.groups()).to.deep.equal([]);
    await server.close();
  });

  for (const [what, body, problem] of [
    ["a group is null", { totalCount: 1, items: [null] }, "items[0] must be InsightGroup"],
    [
      "a group lacks something",
      { totalCount: 1, items: [{ ...shop, createdAt: 1 }, shop] },
      'items."shop".createdAt is missing',
    ],
    ["there is no count", { items: [] }, "totalCount is missing"],
    ["there is no list but a text", { totalCount: 0, items: "none" }, "items must be InsightGroup[]"],
  ] as const) {
    it(`fails and names the property if ${what}`, async () => {
      const server = await answers(200, body);
      here = await program(server);
      await fails(here.groups(), "Cannot list insight groups", "200", problem);
      await server.close();
    });
  }
});
