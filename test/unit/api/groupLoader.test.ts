import { expect } from "chai";
import fc from "fast-check";
import * as O from "fp-ts/Option";
import { random as seeded } from "../../../emulator/random.js";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import type { ResourceApi } from "../../../provider/resources/resourceContext.js";
import type { Key } from "../../../provider/model/keys.js";
import { create } from "../../../provider/resources/insightGroup/create.js";
import { deleteIfUnclaimed } from "../../../provider/resources/insightGroup/delete.js";
import { read } from "../../../provider/resources/insightGroup/read.js";
import { update } from "../../../provider/resources/insightGroup/update.js";
import type { InsightGroupInputs } from "../../../provider/model/insightGroup.js";
import { insightGroup } from "../../../provider/provider.js";
import { shop } from "../../support/groups.js";
import { connect, scriptFaults } from "../../support/live.js";
import { group, json, outcome, refusal, makeTestbed, type Group, type Testbed } from "../../support/testbed.js";
import { simulatedClock, type SimulatedClock } from "../../support/simulatedClock.js";

const groups = (count: number): readonly Group[] => Array.from({ length: count }, (_, index) => group(keyOf(index)));
const keyOf = (index: number): string => `g${String(index)}`;
const keysTo = (count: number): readonly string[] => groups(count).map(({ key }) => key);
const pagesOf = (total: number): number => Math.ceil(total / 20);
const bound = (managed: number, total: number): number => 2 * Math.min(managed, pagesOf(total)) + 2;
/** Returns the requests for pages, which have an offset instead of a key: `GET 40`. */
const lists = ({ account }: Testbed): readonly string[] => account.calls.filter((call) => /^GET \d/.test(call));
const gets = ({ account }: Testbed): readonly string[] => account.calls.filter((call) => call.startsWith("GET g"));

/** Returns the name that a read returns, undefined if the group is gone, or the error. */
const named = async (here: Testbed, key: string): Promise<unknown> => {
  const said = await outcome(read(key as Key)(here.env()));
  if ("_tag" in said && (said._tag === "Some" || said._tag === "None")) return O.toUndefined(said)?.name;
  return said;
};
const done = <A>(here: Testbed, effect: ResourceApi<A>): Promise<unknown> => outcome(effect(here.env()));
const written = (key: string, name: string): InsightGroupInputs =>
  ({ ...shop, key, name }) as unknown as InsightGroupInputs;
const rename = (here: Testbed, key: string, to: string) =>
  done(here, update(key as Key, { ...shop, key, name: "before", createdAt: 1 }, written(key, to)));

describe("the group loader", () => {
  let clock: SimulatedClock;
  beforeEach(() => {
    clock = simulatedClock();
  });

  /** Reads all groups, with this concurrency. */
  const readAll = async (here: Testbed, keys: readonly string[], parallel: number = keys.length) => {
    const said = new Map<string, unknown>();
    const queue = [...keys];
    const one = async (): Promise<void> => {
      for (let key = queue.shift(); key !== undefined; key = queue.shift()) said.set(key, await named(here, key));
    };
    await clock.run(Promise.all(Array.from({ length: parallel }, one)));
    return said;
  };
  /** Expects that each group has its own name. */
  const found = (said: ReadonlyMap<string, unknown>, keys: readonly string[]) => {
    for (const key of keys) expect(said.get(key), key).to.equal(key);
  };

  describe("with few calls", () => {
    it("sends one GET, and reads no list, for a single group", async () => {
      const here = makeTestbed(clock, { groups: groups(500) });
      found(await readAll(here, ["g300"]), ["g300"]);
      expect(here.account.calls).to.deep.equal(["GET g300"]);
    });

    for (const [managed, total, parallel, most] of [
      [500, 500, 500, 27],
      [500, 500, 16, 30],
      [500, 500, 1, 52],
      [5, 1_500, 5, 6],
      [5, 1_500, 1, 6],
      [20, 20, 16, 2],
      [2_000, 2_000, 16, 198],
    ] as const) {
      it(`sends at most ${String(most)} for ${String(managed)} of ${String(total)} groups, ${String(parallel)} at once`, async () => {
        const here = makeTestbed(clock, { groups: groups(total) });
        // The last groups are read first, so that the first page helps as late as possible.
        const keys = [...keysTo(total)].reverse().slice(0, managed);
        found(await readAll(here, keys, parallel), keys);
        expect(here.account.calls.length).to.be.at.most(most);
      });
    }

    it("sends at most 2 · min(M, P) + 2 for every M, however many reads wait at once", async () => {
      for (const total of [100, 300, 700]) {
        for (let managed = 1; managed <= pagesOf(total) + 3; managed++) {
          for (const parallel of [1, 2, 3, 5, 8, 16]) {
            clock = simulatedClock();
            const here = makeTestbed(clock, { groups: groups(total) });
            // The groups are on different pages, if possible, the last pages first.
            const keys = [...keysTo(total)].reverse().filter((_, index) => index % 20 === 0);
            const more = [...keysTo(total)].reverse().filter((_, index) => index % 20 === 1);
            await readAll(here, [...keys, ...more].slice(0, managed), parallel);
            const which = `${String(managed)} of ${String(total)}, ${String(parallel)} at once`;
            expect(here.account.calls.length, which).to.be.at.most(bound(managed, total));
          }
        }
      }
    });

    it("fetches the pages concurrently", async () => {
      const here = makeTestbed(clock, { groups: groups(500), maxConcurrency: 24 });
      const began = clock.now();
      await readAll(here, keysTo(500));
      // The first request is sent alone, then the first page, then all others; each takes 40 ms.
      expect(clock.now() - began).to.be.closeTo(3 * 40, 1);
    });

    it("sends one GET for each group that is gone, and never relies on its absence from the list", async () => {
      const here = makeTestbed(clock, { groups: groups(100) });
      const gone = keysTo(130).slice(100);
      const said = await readAll(here, [...keysTo(100), ...gone]);
      for (const key of gone) expect([said.has(key), said.get(key)], key).to.deep.equal([true, undefined]);
      expect(gets(here)).to.include.members(gone.map((key) => `GET ${key}`));
      expect(here.account.calls.length).to.be.at.most(bound(130, 100) + 30);
    });
  });

  it("sends at most 2 · min(M, P) + 2 + D calls and one more for each write, and returns what a GET would return", async () => {
    const write = fc.record({
      kind: fc.constantFrom("create", "update", "remove"),
      about: fc.nat(400),
      at: fc.nat(3_000),
      /** Whether the group is read right after it. */
      look: fc.boolean(),
    });
    const property = fc.asyncProperty(
      fc.record({
        total: fc.oneof(fc.nat(400), fc.constantFrom(0, 1, 19, 20, 21, 40, 60, 61)),
        managed: fc.nat(400),
        gone: fc.nat(30),
        parallel: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom(1, 2, 8, 16)),
        maxConcurrency: fc.integer({ min: 1, max: 24 }),
        slowest: fc.constantFrom(0, 1, 50, 400),
        pause: fc.constantFrom(0, 0, 10, 300),
        order: fc.constantFrom("forwards", "backwards", "random"),
        writes: fc.array(write, { maxLength: 8 }),
        seed: fc.integer(),
      }),
      async ({ total, gone, parallel, maxConcurrency, slowest, pause, order, writes, seed, ...rest }) => {
        clock = simulatedClock(seed);
        const chance = seeded(seed);
        const here = makeTestbed(clock, { groups: groups(total), maxConcurrency, latency: () => chance() * slowest });
        const there = keysTo(total).slice(0, rest.managed);
        const managed = [...there, ...Array.from({ length: gone }, (_, index) => `gone${String(index)}`)];
        if (order !== "forwards") managed.reverse();
        if (order === "random") {
          const rank = new Map(managed.map((key) => [key, chance()]));
          managed.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
        }
        const asked = new Set(managed);
        const vanished = new Set(managed.filter((key) => key.startsWith("gone")));
        const touched = new Set<string>();
        const ended = new Set<string>();
        let created = 0;
        const writing = writes.map(async ({ kind, about, at, look }, index) => {
          await clock.sleep(at);
          const isNew = kind === "create" || total === 0;
          const key = isNew ? `new${String(index)}` : keyOf(about % total);
          // Concurrent writes to the same group end in either order.
          if (touched.has(key)) return;
          touched.add(key);
          // Once more after the write, but not twice.
          const isOneMore = !asked.has(key) || ended.has(key);
          if (isNew) {
            created += 1;
            await done(here, create(written(key, key)));
          } else if (kind === "update") await rename(here, key, "after");
          else {
            if (asked.has(key)) vanished.add(key);
            await done(here, deleteIfUnclaimed(key as Key));
          }
          if (!look || !isOneMore) return;
          asked.add(key);
          if (!isNew && kind === "remove") vanished.add(key);
          const now = isNew ? key : kind === "update" ? "after" : undefined;
          expect(await named(here, key), `${key} after its ${kind}`).to.equal(now);
        });
        const queue = [...managed];
        const one = async (): Promise<void> => {
          for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
            await clock.sleep(chance() * pause);
            const before = touched.has(key);
            const said = await named(here, key);
            ended.add(key);
            if (key.startsWith("gone")) expect(said, key).to.equal(undefined);
            else if (!touched.has(key)) expect(said, key).to.equal(key);
            else if (!before) expect(said, key).to.be.oneOf([key, "after", undefined]);
          }
        };
        await clock.run(Promise.all([...writing, ...Array.from({ length: Math.min(parallel, queue.length) }, one)]));
        const calls = here.account.calls.filter((call) => call.startsWith("GET")).length;
        const most = bound(asked.size, total + created) + vanished.size + touched.size;
        expect(calls, here.account.calls.join(" ")).to.be.at.most(most);
        expect(here.account.overlaps, "pages and writes in flight at once").to.equal(0);
      },
    );
    await fc.assert(property, { numRuns: Number(process.env["RUNS"] ?? 300) });
  }).timeout(120_000);

  describe("never reports a group as gone", () => {
    it("if other users create and delete groups while pages are fetched", async () => {
      for (let seed = 1; seed <= 40; seed++) {
        clock = simulatedClock(seed);
        const chance = seeded(seed);
        const mine = groups(200);
        let others = 0;
        const here: Testbed = makeTestbed(clock, {
          groups: mine,
          maxConcurrency: 12,
          latency: () => chance() * 50,
          instead: (_, answer) => {
            const { account } = here;
            const place = Math.floor(chance() * (account.groups.length + 1));
            const foreign = account.groups.filter(({ key }) => key.startsWith("other"));
            account.groups =
              chance() < 0.5
                ? account.groups.toSpliced(place, 0, group(`other${String(others++)}`))
                : account.groups.filter((each) => each !== foreign[0]);
            return answer();
          },
        });
        found(await readAll(here, keysTo(200), 1 + (seed % 3) * 100), keysTo(200));
      }
    });

    const badPages: readonly (readonly [string, (page: Page) => unknown])[] = [
      ["is empty", (page) => ({ ...page, items: [] })],
      [
        "holds a group twice",
        ({ totalCount, items }) => ({ totalCount, items: [...items.slice(1), ...items.slice(1)] }),
      ],
      ["counts none", ({ items }) => ({ items, totalCount: 0 })],
      ["counts fewer than there are", ({ items }) => ({ items, totalCount: 25 })],
      ["counts more than there are", ({ items }) => ({ items, totalCount: 300 })],
      ["counts below zero", ({ items }) => ({ items, totalCount: -5 })],
      ["has items that cannot be read", ({ totalCount, items }) => ({ totalCount, items: items.map(half) })],
      ["has keys of another case", ({ totalCount, items }) => ({ totalCount, items: items.map(shouted) })],
      ["has no items", ({ totalCount }) => ({ totalCount })],
      ["has null for its items", ({ totalCount }) => ({ totalCount, items: null })],
      ["counts in words", ({ items }) => ({ items, totalCount: "many" })],
      ["is no object", () => []],
    ];
    for (const [what, spoil] of badPages) {
      it(`if a page ${what}`, async () => {
        for (const parallel of [1, 16, 100]) {
          for (const which of [/^GET \d/, /^GET [1-9]/]) {
            const here: Testbed = makeTestbed(clock, {
              groups: groups(100),
              instead: (call, answer) => {
                const page = answer();
                return which.test(call) ? json(200, spoil(JSON.parse(page.body) as Page)) : page;
              },
            });
            found(await readAll(here, keysTo(100), parallel), keysTo(100));
            expect(here.account.calls.length).to.be.at.most(100 + 5 + 1);
          }
        }
      });
    }
  });

  describe("if a page fails", () => {
    /** Makes some calls fail with a status, or time out. */
    const failing = (isFailing: (call: string) => boolean, status?: number, latency = 20): Testbed =>
      makeTestbed(clock, {
        groups: groups(200),
        latency: () => latency,
        instead: (call, answer) => {
          if (!isFailing(call)) return answer();
          return status === undefined ? undefined : refusal(status);
        },
      });

    it("fetches the page again", async () => {
      let left = 3;
      const here = failing((call) => /^GET \d/.test(call) && left-- > 0, 503);
      found(await readAll(here, keysTo(200)), keysTo(200));
      expect(here.account.calls.length).to.equal(1 + 10 + 3);
    });

    it("keeps the other pages, and sends GETs for the groups of that page", async () => {
      const here = failing((call) => call === "GET 40", 500);
      found(await readAll(here, keysTo(200)), keysTo(200));
      expect(gets(here)).to.have.length(1 + 20);
      expect(lists(here).filter((call) => call !== "GET 40")).to.have.length(9);
    });

    it("leaves each read enough time for its GET", async () => {
      for (const isFailing of [(call: string) => /^GET \d/.test(call), (call: string) => call === "GET 40"]) {
        for (const parallel of [1, 16, 200]) {
          clock = simulatedClock();
          const here = failing(isFailing);
          const began = clock.now();
          found(await readAll(here, keysTo(200), parallel), keysTo(200));
          expect(clock.now() - began, "three times a third of the deadline, and the GETs").to.be.at.most(140_000);
        }
      }
    });

    it("fetches the page again for later reads, and gives up after the third failure", async () => {
      let isDown = true;
      const here = failing((call) => /^GET \d/.test(call) && isDown, 500);
      found(await readAll(here, ["g1", "g2"]), ["g1", "g2"]);
      isDown = false;
      found(await readAll(here, keysTo(200)), keysTo(200));
      expect(gets(here)).to.have.length(2);
      const never = failing((call) => /^GET \d/.test(call), 500);
      found(await readAll(never, keysTo(200), 2), keysTo(200));
      const tried = lists(never).length;
      found(await readAll(never, keysTo(200), 2), keysTo(200));
      expect(lists(never)).to.have.length(tried);
    });

    for (const totalCount of ["1e400", "1e15", "-1", "2.5", "null", '"40"']) {
      it(`sends only GETs from then on if the page counts ${totalCount} groups`, async () => {
        const here = makeTestbed(clock, {
          groups: groups(50),
          instead: (call, answer) =>
            /^GET \d/.test(call)
              ? { status: 200, headers: {}, body: `{"totalCount":${totalCount},"items":[]}` }
              : answer(),
        });
        found(await readAll(here, keysTo(50)), keysTo(50));
        expect(lists(here)).to.deep.equal(["GET 0"]);
      });
    }

    it("fetches the page again after a defect, and does not block writes", async () => {
      let isBroken = true;
      const here = makeTestbed(clock, {
        groups: groups(50),
        instead: (call, answer) => {
          if (isBroken && call === "GET 0") throw new Error("a defect");
          return answer();
        },
      });
      const failed = await readAll(here, keysTo(50)).catch((cause: unknown) => cause);
      expect(failed).to.have.property("message", "a defect");
      isBroken = false;
      expect(await clock.run(rename(here, "g7", "after"))).to.have.property("name", "after");
      found(await readAll(here, ["g1", "g2", "g3"]), ["g1", "g2", "g3"]);
    });

    for (const status of [400, 401, 403, 404, 405]) {
      it(`with status ${String(status)}, sends only GETs from then on`, async () => {
        for (const parallel of [1, 16, 200]) {
          const here = failing((call) => /^GET \d/.test(call), status);
          found(await readAll(here, keysTo(200), parallel), keysTo(200));
          expect(lists(here)).to.deep.equal(["GET 0"]);
          expect(gets(here)).to.have.length(200);
        }
      });
    }

    it("reports the error of the GET, not of the page, if both fail", async () => {
      const here = failing((call) => /^GET (\d|g7)/.test(call), 403);
      const said = await readAll(here, ["g1", "g7", "g2"]);
      found(said, ["g1", "g2"]);
      expect(said.get("g7")).to.include({ _tag: "ApiErrorResponse", status: 403 });
    });

    it("does not keep the error of a GET for the next read", async () => {
      let isDown = true;
      const here = failing((call) => call === "GET g7" && isDown, 401);
      expect((await readAll(here, ["g7"])).get("g7")).to.include({ status: 401 });
      isDown = false;
      found(await readAll(here, ["g7"]), ["g7"]);
    });
  });

  it("does not count the time that pages wait for a rate limit against the deadline of reads", async () => {
    let limited = 1;
    const here = makeTestbed(clock, {
      groups: groups(60),
      instead: (call, answer) =>
        call === "GET 0" && limited-- > 0 ? { ...refusal(429), headers: { "retry-after": "200" } } : answer(),
    });
    const keys = [...keysTo(60), "gone"];
    const said = await readAll(here, keys);
    found(said, keysTo(60));
    expect(said.get("gone")).to.equal(undefined);
  });

  it("does not count the time that a write waits for pages against its deadline", async () => {
    let limited = 1;
    const here = makeTestbed(clock, {
      groups: groups(60),
      instead: (call, answer) =>
        call === "GET 0" && limited-- > 0 ? { ...refusal(429), headers: { "retry-after": "200" } } : answer(),
    });
    const writing = clock.sleep(100).then(() => rename(here, "g7", "renamed"));
    found(await readAll(here, ["g1", "g2"]), ["g1", "g2"]);
    expect(await clock.run(writing)).to.include({ name: "renamed" });
    expect(here.account.calls.slice(-2)).to.deep.equal(["GET 0", "PATCH g7"]);
  });

  describe("after a write of this run", () => {
    const whole = async (): Promise<Testbed> => {
      const here = makeTestbed(clock, { groups: groups(40) });
      await readAll(here, keysTo(40));
      return here;
    };

    it("returns the written group, although a page shows it as it was", async () => {
      const here = await whole();
      await clock.run(rename(here, "g7", "renamed"));
      expect((await readAll(here, ["g7"])).get("g7")).to.equal("renamed");
      await clock.run(done(here, deleteIfUnclaimed("g8" as Key)));
      expect((await readAll(here, ["g8"])).get("g8")).to.equal(undefined);
      await clock.run(done(here, create(written("g8", "again"))));
      expect((await readAll(here, ["g8"])).get("g8")).to.equal("again");
      expect(gets(here).slice(-3)).to.deep.equal(["GET g7", "GET g8", "GET g8"]);
    });

    it("returns the written group even if the write got no reply", async () => {
      const here = makeTestbed(clock, {
        groups: groups(40),
        instead: (call, answer) => {
          const whatItSays = answer();
          return call.startsWith("PATCH") ? refusal(400) : whatItSays;
        },
      });
      await readAll(here, keysTo(40));
      await clock.run(rename(here, "g7", "renamed"));
      expect((await readAll(here, ["g7"])).get("g7")).to.equal("renamed");
    });

    it("returns the written group even if pages were in flight when the write began", async () => {
      const here = makeTestbed(clock, { groups: groups(40), latency: () => 100 });
      const reading = readAll(here, keysTo(30));
      const writing = (async () => {
        await clock.sleep(250);
        expect(here.account.calls.at(-1), "the first page is on its way").to.equal("GET 0");
        await rename(here, "g7", "renamed");
        expect(await named(here, "g7")).to.equal("renamed");
      })();
      await Promise.all([reading, clock.run(writing)]);
    });

    it("still finds other groups on the pages", async () => {
      const here = await whole();
      const before = here.account.calls.length;
      await clock.run(rename(here, "g7", "renamed"));
      found(await readAll(here, ["g6", "g8"]), ["g6", "g8"]);
      expect(here.account.calls.slice(before)).to.deep.equal(["PATCH g7"]);
    });
  });

  describe("over sockets", () => {
    let emulator: Emulator;
    beforeEach(async () => {
      emulator = await startEmulator();
      await connect(emulator);
      for (let index = 0; index < 500; index++) {
        const applicationKeys = index % 2 === 0 ? ["web", "mobile"] : null;
        emulator.groups.set(keyOf(index), { ...shop, key: keyOf(index), applicationKeys, createdAt: index });
      }
    });
    afterEach(() => emulator.close());
    const refreshed = (keys: readonly string[]) => Promise.all(keys.map((key) => insightGroup.read(key, { key })));
    const all = keysTo(500);

    it("sends at most 52 calls for 500 of 500 groups, and returns what GETs would return", async () => {
      const listed = await refreshed(all);
      console.log(`      ${String(emulator.calls.length)} calls for 500 of 500 groups, all at once`);
      expect(emulator.calls.length).to.be.at.most(52);
      expect(listed).to.deep.include({
        id: "g2",
        props: { ...shop, key: "g2", applicationKeys: ["mobile", "web"], createdAt: 2 },
        inputs: { ...shop, key: "g2", applicationKeys: ["mobile", "web"] },
      });
      for (const [index, each] of listed.entries()) {
        if (index % 25 !== 0) continue;
        await connect(emulator);
        expect(await insightGroup.read(keyOf(index), {})).to.deep.equal(each);
      }
    });

    it("sends at most 12 calls for 5 of 1,500 groups", async () => {
      for (let index = 500; index < 1_500; index++) {
        emulator.groups.set(keyOf(index), { ...shop, key: keyOf(index), createdAt: index });
      }
      await refreshed(["g3", "g300", "g700", "g1400", "g1499"]);
      console.log(`      ${String(emulator.calls.length)} calls for 5 of 1,500 groups`);
      expect(emulator.calls.length).to.be.at.most(12);
    });

    it("reports no group as gone if a third of all calls fail", async () => {
      const share = 1 / 33;
      emulator.setFaults({
        resetBefore: share,
        resetAfter: share,
        error500Before: share,
        html5xx: share,
        html404: share,
        cutShort: share,
        notJson: share,
        limitedBare: share,
        conflict: share,
      });
      emulator.groups.delete("g499");
      const said = await refreshed(all);
      expect(said.at(-1)).to.deep.equal({});
      for (const [index, each] of said.slice(0, -1).entries()) expect(each).to.include({ id: keyOf(index) });
    }).timeout(60_000);

    it("falls back to GETs if a page is lost", async () => {
      scriptFaults(emulator, undefined, "html5xx", "cutShort");
      await refreshed(all);
      expect(emulator.calls.length).to.be.at.most(54);
    });
  });
});

interface Page {
  readonly totalCount: number;
  readonly items: readonly Group[];
}
const half = (item: Group, index: number): object => (index % 2 === 0 ? item : { ...item, projectKey: 7 });
const shouted = (item: Group): Group => ({ ...item, key: item.key.toUpperCase(), name: "another" });
