import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { deployed, flagEvent, pullRequest, testedAt } from "../support/family.js";
import { family, send } from "../support/send.js";

interface Chart {
  readonly metadata: {
    readonly summary: object;
    readonly metrics?: Readonly<Record<string, { readonly indicator: string; readonly value: number }>>;
  };
  readonly series: readonly {
    readonly metadata: { readonly name: string; readonly count: number };
    readonly data: readonly { readonly x: number; readonly y: number }[];
  }[];
}

const hour = 3_600_000;
const day = 24 * hour;

describe("the emulator's charts", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ pullRequests: [pullRequest], now: () => testedAt });
    for (const more of [
      {},
      { applicationKey: "api", applicationKind: "browser" },
      { eventTime: testedAt - 30 * hour },
    ]) {
      await send(emulator, "POST", `${family}/deployment-events`, { ...deployed, eventType: "finished", ...more });
    }
    await send(emulator, "POST", `${family}/deployment-events`, { ...deployed, version: "bad", eventType: "failed" });
  });
  afterEach(() => emulator.close());

  const chart = async (name: string, query = "") => {
    const place = `${family}/charts/${name}?projectKey=shop&environmentKey=production${query}`;
    const { status, body } = await send(emulator, "GET", place);
    expect(status, query).to.equal(200);
    return body as Chart; // the assertions are about it
  };
  const names = ({ series }: Chart) => series.map(({ metadata }) => `${metadata.name} ${String(metadata.count)}`);
  const values = ({ series }: Chart) => series.map(({ data }) => data.map(({ y }) => y));
  const window = (from: number) => `&from=${String(testedAt - from)}&to=${String(testedAt + 1)}`;

  it("count finished deployments in buckets: in total, by application and by kind", async () => {
    const all = await chart("deployments/frequency", window(2 * day - 1));
    expect(values(all)).to.deep.equal([[1, 2]]);
    expect(all.series[0]?.data.map(({ x }) => x)).to.deep.equal([testedAt - 2 * day + 1, testedAt - day + 1]);
    expect(names(await chart("deployments/frequency", "&groupBy=application"))).to.deep.equal(["web 2", "api 1"]);
    expect(names(await chart("deployments/frequency", "&groupBy=kind"))).to.deep.equal(["server 2", "browser 1"]);
    expect((await chart("deployments/frequency")).series[0]?.data).to.have.length(7);
    const { metadata } = await chart("deployments/frequency", `&expand=metrics&from=${String(testedAt - 2 * day)}`);
    expect(metadata.metrics).to.have.nested.property("deploymentFrequency.value", 1.5);
    expect(metadata.metrics).to.have.nested.property("deploymentFrequency.indicator", "excellent");
  });

  it("show the deployment frequency without a project, but refuse a project that does not exist", async () => {
    const { status } = await send(emulator, "GET", `${family}/charts/deployments/frequency`);
    expect(status).to.equal(200);
    emulator.behaviour.projects = {};
    for (const name of ["deployments/frequency", "flags/status", "flags/stale", "lead-time", "releases/frequency"]) {
      const place = `${family}/charts/${name}?projectKey=shop&environmentKey=production`;
      expect(await send(emulator, "GET", place), name).to.include({ status: 404 });
    }
    expect(await send(emulator, "GET", `${family}/charts/lead-time`)).to.include({ status: 400 });
  });

  it("align buckets of an hour or a day to the calendar, and refuse too many buckets", async () => {
    const ofDays = await chart("deployments/frequency", `${window(day)}&bucketType=day`);
    expect(ofDays.series[0]?.data.map(({ x }) => x % day)).to.deep.equal([0, 0]);
    const ofHours = await chart("deployments/frequency", `${window(2 * hour + 1)}&bucketType=hour`);
    expect(ofHours.series[0]?.data.map(({ x }) => x % hour)).to.deep.equal([0, 0, 0, 0]);
    const place = `${family}/charts/deployments/frequency?bucketMs=60000&from=0`;
    expect(await send(emulator, "GET", place)).to.include({ status: 400 });
  });

  it("show the lead time by stage or application, with percentiles only on request", async () => {
    const byStage = await chart("lead-time", `${window(hour)}&expand=metrics,percentiles`);
    expect(names(byStage)).to.deep.equal(["coding 1", "review 1", "wait 1", "deploy 1"]);
    expect(values(byStage)).to.deep.equal([[0], [2 * hour], [3 * hour], [0]]);
    expect(byStage.metadata.summary).to.have.nested.property("percentiles.p90", 5 * hour);
    expect(byStage.metadata.metrics).to.have.nested.property("leadTime.indicator", "excellent");
    const byApplication = await chart("lead-time", `${window(hour)}&groupBy=application`);
    expect(values(byApplication)).to.deep.equal([[5 * hour]]);
    expect(byApplication.metadata.summary).not.to.have.property("percentiles");
  });

  it("count releases by impact, with and without global releases", async () => {
    emulator.flagEvents.set("small", flagEvent);
    emulator.flagEvents.set("large", { ...flagEvent, id: "large", impact: { size: "large", reason: "global" } });
    expect(names(await chart("releases/frequency"))).to.deep.equal(["releases 2"]);
    const byImpact = await chart("releases/frequency", "&groupBy=impact&global=exclude");
    expect(names(byImpact)).to.deep.equal(["none 0", "small 1", "medium 0", "large 0"]);
  });

  it("show the status of flags, and stale flags by the member of their last event", async () => {
    const old = { ...flagEvent, id: "old", flagKey: "old", eventTime: testedAt - 40 * day };
    for (const each of [flagEvent, old]) emulator.flagEvents.set(each.id, each);
    expect(names(await chart("flags/status"))).to.deep.equal(["new 1", "active 0", "inactive 1"]);
    const stale = await chart("flags/stale", "&groupBy=maintainer&maintainerId=member,other&expand=metrics");
    expect(stale.series).to.deep.equal([
      { metadata: { name: "member", count: 1 }, data: [{ x: old.eventTime, y: 40 }] },
    ]);
    expect(stale.metadata.metrics).to.have.nested.property("staleFlags.value", 50);
    expect(names(await chart("flags/stale", "&maintainerId=other"))).to.deep.equal(["staleFlags 0"]);
    expect(names(await chart("flags/stale", "&maintainerTeamKey=team"))).to.deep.equal(["staleFlags 0"]);
  });

  it("are the same for the same request", async () => {
    for (const name of ["deployments/frequency", "lead-time", "releases/frequency", "flags/status", "flags/stale"]) {
      expect(await chart(name)).to.deep.equal(await chart(name));
    }
  });
});
